import { because, rosterOf, SSH_KEY } from "./rosters";

/** A synthesized stack, as far as these tests look into it. */
export type Stack = {
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
  readonly [key: string]: unknown;
};

/** One place of a roster that takes text. */
export interface Field {
  /** A roster with the text in this field; texts are JSON strings, which are YAML too. */
  readonly write: (text: string) => string;
  /** Where it goes in the stack, as Terraform's text. */
  readonly written: (stack: Stack) => unknown;
  /** The text itself, in what Terraform makes of it. */
  readonly arrived?: (value: string) => unknown;
}

const why = because("A roster that somebody hostile has written, to see what becomes of it");
const user = (more: string) => rosterOf(`  eve: { type: service, owner: eve@example.com, ${more} }`);
const statement = (more: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:Get*", Resource: "*", ...more }],
  });
const policy = (document: string, more = "") =>
  rosterOf("", { more: `policies: { p: { document: ${document}${more} } }` });
const eve = (stack: Stack) => stack.resource.aws_iam_user?.eve ?? {};
const tag = (name: string) => (stack: Stack) => (eve(stack).tags as Record<string, string>)[name];
const statementIn = (value: string) => JSON.parse(value).Statement[0];
const justified = (text: string, key: string) =>
  `forceDestroy: { justification: "Holds what nobody can list any more", approvedBy: secops@example.com, ticket: SEC-7, expires: 2027-06-30, ${key}: ${text} }`.replace(
    key === "ticket" ? "ticket: SEC-7, " : "nothing",
    "",
  );

export const fields: Readonly<Record<string, Field>> = {
  "user key": {
    write: (text) => rosterOf(`  ${text}: { type: service, owner: eve@example.com }`),
    written: (stack) => Object.values(stack.resource.aws_iam_user ?? {})[0]?.name,
  },
  name: {
    write: (text) => user(`name: ${text}`),
    written: (stack) => eve(stack).name,
  },
  path: {
    write: (text) => user(`path: ${JSON.stringify(`/${JSON.parse(text)}/`)}`),
    written: (stack) => eve(stack).path,
    arrived: (value) => value.slice(1, -1),
  },
  owner: {
    write: (text) => rosterOf(`  eve: { type: service, owner: ${text} }`),
    written: tag("roster:owner"),
  },
  "tag value": {
    write: (text) => user(`tags: { Team: ${text} }`),
    written: tag("Team"),
  },
  "tag key": {
    write: (text) => user(`tags: { ${text}: web }`),
    written: (stack) => Object.keys(eve(stack).tags as object)[0],
  },
  ticket: {
    write: (text) => user(justified(text, "ticket")),
    written: tag("roster:force-destroy"),
    arrived: (value) => value.replace(/ until 2027-06-30$/, ""),
  },
  reason: {
    write: (text) => user(`suspended: { since: 2026-11-20, reason: ${text}, ticket: HR-9 }`),
    written: () => undefined,
  },
  "boundary's ARN": {
    write: (text) => user(`permissionsBoundary: ${text}`),
    written: (stack) => eve(stack).permissions_boundary,
  },
  "SSH key's comment": {
    write: (text) =>
      user(
        `sshPublicKeys: { ci: { publicKey: ${JSON.stringify(
          `${SSH_KEY.split(" ").slice(0, 2).join(" ")} ${JSON.parse(text)}`,
        )} } }`,
      ),
    written: (stack) => stack.resource.aws_iam_user_ssh_key?.["eve--ci"]?.public_key,
    arrived: (value) => value.split(" ").slice(2).join(" "),
  },
  "inline policy's resource": {
    write: (text) =>
      user(
        `policies: { inline: { p: ${statement({ Resource: `arn:aws:s3:::${JSON.parse(text)}` })} } }, directPolicies: ${why}`,
      ),
    written: (stack) => stack.resource.aws_iam_user_policy?.["eve--p"]?.policy,
    arrived: (value) => statementIn(value).Resource.replace("arn:aws:s3:::", ""),
  },
  "policy's condition": {
    write: (text) =>
      policy(
        statement({
          Condition: { StringEquals: { "aws:username": "@" } },
        }).replace('"@"', () => text),
      ),
    written: (stack) => stack.resource.aws_iam_policy?.p?.policy,
    arrived: (value) => statementIn(value).Condition.StringEquals["aws:username"],
  },
  "policy's condition key": {
    write: (text) => policy(statement({ Condition: { StringEquals: { "@": "x" } } }).replace('"@"', () => text)),
    written: (stack) => stack.resource.aws_iam_policy?.p?.policy,
    arrived: (value) => Object.keys(statementIn(value).Condition.StringEquals)[0],
  },
  "policy's description": {
    write: (text) => policy(statement({}), `, description: ${text}`),
    written: (stack) => stack.resource.aws_iam_policy?.p?.description,
  },
  "group name": {
    write: (text) => rosterOf("", { more: `groups: { g: { name: ${text} } }` }),
    written: (stack) => stack.resource.aws_iam_group?.g?.name,
  },
  "MFA device's name": {
    write: (text) => user(`mfaDevices: { phone: { name: ${text} } }`),
    written: (stack) => stack.resource.aws_iam_virtual_mfa_device?.["eve--phone"]?.virtual_mfa_device_name,
  },
  "role's ARN": {
    write: (text) =>
      user("").replace(
        "region:",
        () =>
          `assumeRole: { roleArn: ${JSON.stringify(`arn:aws:iam::123456789012:role/${JSON.parse(text)}`)} }, region:`,
      ),
    written: (stack) =>
      (stack.provider as { aws: [{ assume_role: [{ role_arn: string }] }] }).aws[0].assume_role[0].role_arn,
    arrived: (value) => value.replace("arn:aws:iam::123456789012:role/", ""),
  },
  "state's key": {
    write: (text) =>
      user("").replace("defaults:", () => `backend: { s3: { bucket: b, region: us-east-1, key: ${text} } }\ndefaults:`),
    written: (stack) => (stack.terraform as { backend: { s3: { key: string } } }).backend.s3.key,
  },
};
