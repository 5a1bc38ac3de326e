/**
 * The text of a `users.yaml` with so many users, the same at every call. Each user becomes six resources: four of five
 * are humans (user, password, MFA device, membership), every fifth is a bot (user, two access keys, membership); the
 * two that close the set of policies come with everybody.
 */
export function rosterOf(users: number, today: Date = new Date()): string {
  const rotateBy = nextMonthButOne(today);
  const entries = Array.from({ length: users }, (_, index) => (index % 5 === 4 ? bot(index, rotateBy) : human(index)));
  return `${head}users:\n${entries.join("")}`;
}

export const resourcesPerUser = 6;

const teams = ["developers", "operations", "security", "finance", "support"];

const head = `version: 1
account: { id: "123456789012", region: us-east-1 }
defaults:
  path: /people/
  tags: { CostCenter: "42" }
  pgpKey: keybase:secops
groups:
${teams.map((team) => `  ${team}: { existing: true }\n`).join("")}`;

function human(index: number): string {
  const key = `person-${number(index)}`;
  return `  ${key}:
    type: human
    owner: ${key}@example.com
    groups: [${team(index)}]
    loginProfile: { passwordLength: 24 }
    mfaDevices: { phone: {} }
`;
}

function bot(index: number, rotateBy: string): string {
  return `  bot-${number(index)}:
    type: service
    owner: ${team(index)}-team
    groups: [${team(index)}]
    accessKeys:
      a: { status: Active, rotateBy: ${rotateBy} }
      b: { status: Inactive }
`;
}

function number(index: number): string {
  return String(index + 1).padStart(4, "0");
}

function team(index: number): string {
  return teams[Math.floor(index / 5) % teams.length] ?? "";
}

/** Soon enough for the guard of long-lived keys; no resource holds it. */
function nextMonthButOne(today: Date): string {
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 2, 1)).toISOString().slice(0, 10);
}
