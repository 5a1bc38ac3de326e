import { samplePgpKey as pgpKey } from "../sample";

/** Rosters in YAML for the stories: small, and told about the same few people. */

/** Another key, for rotations; its private half was thrown away. */
export const otherPgpKey = [
  "xjMEaVW5ABYJKwYBBAHaRw8BAQdAcCEjNZ5QxU6bcUDGOALaOgNFT8GAhvRa6OMLUmrbdZPNEWIgPGJAZXhhbXBsZS5jb20+wsATBBMWCgCFBY",
  "JpVbkAAwsJBwkQxyJkZLAvxpJFFAAAAAAAHAAgc2FsdEBub3RhdGlvbnMub3BlbnBncGpzLm9yZ21Yo97+/iPNMJBXVGgkm6Fv7egwcgZR10RZ",
  "5D/i7xgaBRUKCA4MBBYAAgECGQECmwMCHgEWIQS35KJPKeQ2Nq3P8YXHImRksC/GkgAApSgBAO0nhqNiXtHZ4qBLs5rP/W9JCQ/sh8J2ShS/XT",
  "CGCvKdAP97W/KhwP3hGPsKMMcS4kZKXMvJ5c69/jAUk4bxhA3NDs44BGlVuQASCisGAQQBl1UBBQEBB0Dw9IB4DDS9Dl0cy1SFmddo48hhlEJV",
  "IxnW9+z/ls/1NAMBCAfCvgQYFgoAcAWCaVW5AAkQxyJkZLAvxpJFFAAAAAAAHAAgc2FsdEBub3RhdGlvbnMub3BlbnBncGpzLm9yZ7uP0Zuds2",
  "1ekb6RwnHnTS9XSjHsf5Pjr2y5FBcI+7RSApsMFiEEt+SiTynkNjatz/GFxyJkZLAvxpIAAIydAQDsq4frQXnicofcE47VHmhcrKz0wUUhwydC",
  "lq41JwDRWAEA7HnPEVUK2O7Z7mVkDvb0CqLoih71EDl3Ja3I2nSn3AM=",
].join("");

export const because = (why: string, expires = "2027-06-30", approvedBy = "secops@example.com") =>
  `{ justification: ${JSON.stringify(why)}, approvedBy: ${approvedBy}, ticket: SEC-7, expires: ${expires} }`;

export const alice = `
  alice:
    type: human
    owner: alice@example.com
    groups: [developers]
    loginProfile: {}
    mfaDevices: { phone: {} }`;

export const bot = `
  deploy-bot:
    type: service
    owner: platform-team
    permissionsBoundary: service-boundary
    accessKeys: { a: { rotateBy: 2027-01-31 }, b: { status: Inactive } }`;

export const bob = `
  bob:
    type: human
    owner: bob@example.com
    groups: [developers]
    loginProfile: {}
    mfaDevices: { phone: {} }
    accessKeys: { laptop: {} }
    longLivedKeys: ${because("Contractor whose tools cannot use roles")}`;

export const suspendedBob = (since: string) => `${bob}
    suspended: { since: ${since}, reason: Contract ended, ticket: HR-77 }`;

export const emergency = `
  emergency:
    type: break-glass
    owner: secops@example.com
    loginProfile: {}
    mfaDevices: { safe: {} }
    policies: { managed: [arn:aws:iam::aws:policy/AdministratorAccess] }
    administratorAccess: ${because("The way in when single sign-on is down", "2027-06-30", "ciso@example.com")}
    directPolicies: ${because("The way in must not depend on a group", "2027-06-30", "ciso@example.com")}`;

interface Parts {
  readonly pgpKey?: string;
  readonly groups?: string;
  readonly policies?: string;
  /** @default - the account of the sandbox */
  readonly account?: string;
  /** More of `defaults`, after a comma. */
  readonly defaults?: string;
  readonly more?: string;
}

export const groups = `
  developers: { policies: [arn:aws:iam::aws:policy/ReadOnlyAccess] }`;

export const policies = `
  service-boundary:
    document: { Version: "2012-10-17", Statement: [{ Effect: Allow, NotAction: ["iam:*"], Resource: "*" }] }
  deploy:
    document: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: ["s3:PutObject"], Resource: "*" }] }`;

export function roster(users: readonly string[], parts: Parts = {}): string {
  return `version: 1
account: ${parts.account ?? '{ id: "123456789012", region: us-east-1 }'}
defaults: { path: /people/, pgpKey: "${parts.pgpKey ?? pgpKey}"${parts.defaults ?? ""} }
policies:${parts.policies ?? policies}
groups:${parts.groups ?? groups}
${parts.more ?? ""}users:${users.length === 0 ? " {}" : users.join("")}
`;
}
