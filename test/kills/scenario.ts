import { DEFAULT_ACCOUNT_ID } from "../../src/sandbox/index";
import { isoDate } from "../../src/text/iso-date";
import { CERTIFICATE, OTHER_CERTIFICATE, PGP_KEY, SSH_KEY } from "../e2e/rosters";
import { SSH_KEY as OTHER_SSH_KEY } from "../sandbox/credentials";

/** Where the state lies. */
export type StateAt = "local" | "s3";

export const BUCKET = "acme-states";
export const STATE_KEY = "iam/users.tfstate";

export const LEAVERS = ["ana", "ben-bot", "cleo-bot", "dirk"];
export const JOINERS = ["jane", "kim-bot", "lou-bot", "max"];
export const MOVERS = ["rita", "sam", "tess-bot", "uma-bot"];
/** Devices that their people enabled since they were made: the state does not know. */
export const ENABLED = [
  ["ana", "ana-phone"],
  ["dirk", "dirk-phone"],
] as const;

const expires = isoDate(new Date(Date.now() + 80 * 86_400_000));
const because = (justification: string) =>
  `{ justification: ${justification}, approvedBy: secops@example.com, ticket: SEC-7, expires: ${expires} }`;
const allow = (Action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });

const flags: ReadonlyArray<readonly [flag: string, neededFor: string, why: string]> = [
  ["longLivedKeys", "    accessKeys:", "The scripts of this team still run without single sign-on"],
  ["plaintextSecrets", "    serviceSpecificCredentials:", "The password for git cannot be encrypted by the provider"],
  ["directPolicies", "    policies:", "The one pipeline that nobody shares a group with"],
];

function entry(name: string, type: "human" | "service", owner: string, held: readonly string[]): string {
  const needed = flags.filter(
    ([flag, start]) => held.some((line) => line.startsWith(start)) && !(type === "service" && flag === "longLivedKeys"),
  );
  const reasons = needed.map(([flag, , why]) => `    ${flag}: ${because(why)}`);
  return [`  ${name}:`, `    type: ${type}`, `    owner: ${owner}`, ...held, ...reasons].join("\n");
}

const human = (name: string, ...held: string[]) => entry(name, "human", `${name}@example.com`, held);
const robot = (name: string, ...held: string[]) => entry(name, "service", "platform-team", held);

const withConsole = ["    loginProfile: {}", "    mfaDevices: { phone: {} }"];
const git = "    serviceSpecificCredentials: { git: { service: codecommit.amazonaws.com } }";
/** Made by two calls, of which the second makes it inactive. */
const idleGit = "    serviceSpecificCredentials: { git: { service: codecommit.amazonaws.com, status: Inactive } }";
const twoKeys = `    accessKeys: { a: { rotateBy: ${expires} }, b: { status: Inactive } }`;
const ssh = (slot: string, key: string) => `    sshPublicKeys: { ${slot}: { publicKey: ${key} } }`;
const soap = (body: string) => `    signingCertificates: { soap: { body: ${body} } }`;
const pushes = [
  "    permissionsBoundary: limits",
  `    policies: { managed: [push], inline: { read: ${allow("s3:GetObject")} } }`,
];

/** All six kinds, groups, policies of both sorts and a boundary, on three people; and one who holds five kinds at once. */
const ofEveryKind = ([person = "", keys = "", policies = "", all = ""]: readonly string[], certificate: string) => [
  human(person, ...withConsole, "    groups: [staff, oncall]"),
  robot(keys, twoKeys, ssh("ci", SSH_KEY), git),
  robot(policies, soap(certificate), ...pushes, `    accessKeys: { a: { rotateBy: ${expires} } }`),
  human(
    all,
    ...withConsole,
    "    groups: [staff]",
    twoKeys,
    ssh("laptop", `${OTHER_SSH_KEY}, status: Inactive`),
    idleGit,
  ),
];

const moversBefore = [
  human("rita", ...withConsole, "    groups: [staff]"),
  human("sam", ...withConsole, ssh("laptop", SSH_KEY), `    accessKeys: { old: { rotateBy: ${expires} } }`),
  robot("tess-bot", ...pushes),
  robot("uma-bot", twoKeys, ssh("ci", SSH_KEY), git),
];
const moversAfter = [
  human("rita", "    mfaDevices: { phone: {}, tablet: {} }", "    loginProfile: {}", "    groups: [oncall]"),
  human("sam", ...withConsole, ssh("desktop", OTHER_SSH_KEY), `    accessKeys: { new: { rotateBy: ${expires} } }`),
  robot(
    "tess-bot",
    "    permissionsBoundary: limits",
    `    policies: { inline: { read: ${allow("s3:GetObjectVersion")}, list: ${allow("s3:ListBucket")} } }`,
  ),
  robot(
    "uma-bot",
    "    tags: { Team: payments }",
    `    accessKeys: { a: { status: Inactive }, b: { status: Active, rotateBy: ${expires} } }`,
    `    sshPublicKeys: { ci: { status: Inactive, publicKey: ${SSH_KEY} } }`,
    idleGit,
  ),
];

const backends: Readonly<Record<StateAt, string>> = {
  local: "{ local: {} }",
  s3: `{ s3: { bucket: ${BUCKET}, key: ${STATE_KEY}, region: us-east-1, useLockfile: true, usePathStyle: true, encrypt: true } }`,
};

function roster(at: StateAt, shared: string, people: readonly string[]): string {
  return `version: 1
account: { id: "${DEFAULT_ACCOUNT_ID}", region: us-east-1 }
backend: ${backends[at]}
defaults: { pgpKey: "${PGP_KEY}" }
guards: { soakDays: 0, maxRemovalShare: 0.6 }
${shared}
users:
${people.join("\n")}
`;
}

/** Everybody who leaves and who moves. */
export const rosterBefore = (at: StateAt): string =>
  roster(
    at,
    `policies:
  limits: { document: ${allow("s3:*")} }
  push: { document: ${allow("codecommit:GitPush")} }
  retired: { document: ${allow("s3:ListBucket")} }
groups:
  staff: { policies: [push] }
  oncall: {}
  veterans: { policies: [retired] }`,
    [...ofEveryKind(LEAVERS, CERTIFICATE), ...moversBefore],
  );

/** Four have left, four have joined, four have moved; a policy changed, one came and one went, and so did a group. */
export const rosterAfter = (at: StateAt): string =>
  roster(
    at,
    `policies:
  limits: { document: ${allow("s3:*")} }
  push: { document: ${allow("codecommit:GitPull")} }
  fresh: { document: ${allow("s3:ListBucket")} }
groups:
  staff: { policies: [push] }
  oncall: {}
  newcomers: { policies: [fresh] }`,
    [...moversAfter, ...ofEveryKind(JOINERS, OTHER_CERTIFICATE)],
  );
