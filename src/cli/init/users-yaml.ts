import { yamlText } from "../../roster/write/text";
import { partitionOfRegion } from "../../terms/partitions";
import { addDays } from "../../text/iso-date";
import type { Answers } from "./answers";

/** The first user's key, from the owner's address: what stands before the `@`. */
function firstUser(owner: string): string {
  const name = (owner.split("@")[0] ?? "").replace(/[^A-Za-z0-9_+=,.-]/g, "-").slice(0, 56);
  return ["", "deploy-bot", "emergency"].includes(name) ? "first-user" : name;
}

/** Where the owner's PGP key is, relative to the roster. */
export function keyFile(owner: string): string {
  return `keys/${firstUser(owner)}.asc`;
}

/** A commented users.yaml that is sound as it stands: of one human, one bot and one break-glass user, or of nobody yet. */
export function usersYaml(answers: Answers): string {
  return [head, accountPart, defaultsPart, answers.fromAccount ? () => "users: {}" : firstUsers]
    .map((part) => `${part(answers)}\n`)
    .join("\n");
}

function head(): string {
  return `# yaml-language-server: $schema=./node_modules/iam-roster/roster/users.schema.json
#
# Who has an IAM user in this account, and what each of them holds. Deleting an entry removes the user with all of it.
# After a change: npm run validate, then npm run rehearse (on this machine), then npm run deploy (in AWS).
# Every key is explained in node_modules/iam-roster/docs/users-yaml.md.
version: 1`;
}

function accountPart({ account, region, backend }: Answers): string {
  const state =
    backend.kind === "local"
      ? `backend: # on this machine alone, and it holds secrets: use s3 before others apply, docs/users-yaml.md#backend
  local: { path: terraform.users.tfstate }`
      : `backend: # where Terraform keeps its state; it holds secrets, so only those who apply may read the bucket
  s3:
    bucket: ${yamlText(backend.bucket)}
    key: ${yamlText(backend.key)}
    region: ${yamlText(region)}
    encrypt: true
    useLockfile: true`;
  return `account:
  id: "${account}" # a plan for another account stops
  region: ${yamlText(region)}
${state}`;
}

function defaultsPart({ owner, pgpKey, fromAccount }: Answers): string {
  const name = keyFile(owner);
  // Those of the account are where they are.
  const path = fromAccount ? [] : ["  path: /people/"];
  const begun = fromAccount && pgpKey === undefined ? "# defaults:" : "defaults:";
  const key =
    pgpKey === undefined
      ? `  # Encrypts passwords and secret keys. Without it nobody below has any yet. Make the file with
  #   gpg --armor --export ${owner} > ${name}
  # and remove the signs # before pgpKey, loginProfile and accessKeys.
  # pgpKey: { file: ${name} }`
      : `  pgpKey: { file: ${name} } # encrypts passwords and secret keys: only the holder of this key can read them`;
  return [begun, ...path, key].join("\n");
}

function firstUsers(answers: Answers): string {
  const { owner, region, pgpKey, today } = answers;
  const aws = `arn:${partitionOfRegion(region)}:iam`;
  const encrypted = pgpKey === undefined ? "# " : "";
  const by = yamlText(owner);
  return `policies:
  self-manage-mfa:
    description: Everybody manages the MFA devices that carry their own name
    document:
      Version: "2012-10-17"
      Statement:
        - Sid: ManageOwnMfa
          Effect: Allow
          Action: [iam:EnableMFADevice, iam:ResyncMFADevice, iam:ListMFADevices, iam:ChangePassword]
          Resource:
            - ${aws}::*:user/\${aws:username}
            - ${aws}::*:user/*/\${aws:username}
            - ${aws}::*:mfa/\${aws:username}-*
        - Sid: NothingElseWithoutMfa
          Effect: Deny
          NotAction:
            [iam:EnableMFADevice, iam:ResyncMFADevice, iam:ListMFADevices, iam:ChangePassword, sts:GetSessionToken]
          Resource: "*"
          Condition: { BoolIfExists: { aws:MultiFactorAuthPresent: "false" } }

groups:
  developers: { policies: [${aws}::aws:policy/ReadOnlyAccess, self-manage-mfa] }
  pipelines: { policies: [${aws}::aws:policy/AmazonEC2ContainerRegistryReadOnly] }
  emergency: { policies: [${aws}::aws:policy/ReadOnlyAccess, self-manage-mfa] }

users:
  # A person with console access and a phone as second factor.
  ${firstUser(owner)}:
    type: human
    owner: ${by}
    groups: [developers]
    mfaDevices: { phone: {} }
    ${encrypted}loginProfile: {} # a first password, which must be changed at the first sign-in
    # When somebody leaves: suspend first, which can be undone, and delete the entry two weeks later.
    # suspended: { since: ${today}, reason: Contract ended, ticket: HR-77 }

  # A program. Another slot, b, takes over before slot a is to be replaced.
  deploy-bot:
    type: service
    owner: ${by}
    path: /services/
    groups: [pipelines]
    ${encrypted}accessKeys: { a: { rotateBy: ${addDays(today, 90)} } }

  # For the day on which nobody else can sign in. It reads only, until a person gives it AdministratorAccess and says why:
  # administratorAccess with justification, approvedBy, ticket and expires, docs/guards.md#administrator-access-justified
  emergency:
    type: break-glass
    owner: ${by}
    groups: [emergency]
    mfaDevices: { safe: {} }
    ${encrypted}loginProfile: { passwordLength: 64 }`;
}
