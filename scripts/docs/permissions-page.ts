import {
  actionsOf,
  keptLogPolicy,
  type PermittedCommand,
  permittedCommands,
  policyFor,
  recordPolicy,
} from "../../src/aws/permissions";

const ACCOUNT = "111122223333";

const purposes: Readonly<Record<PermittedCommand, string>> = {
  validate: "Only with `--account`: without it, AWS is not called.",
  review: "Only with `--account`: without it, AWS is not called.",
  preflight: "Only reads. What is missing is reported as `could-not-look`, and closes the gate where it matters.",
  sweep: "Reads as preflight does of a user, and takes leftovers away. Without `--yes` the reading part is enough.",
  verify: "Only reads.",
  audit: "Only reads; nothing on a saved credential report.",
  promote: "Only reads.",
  leave: "Only reads; with `--offline` AWS is not called. Who cannot be looked at does not leave.",
  rotate: "Only reads, beside what the backend needs to read the state.",
  adopt:
    "Only reads, the plan that proves an adoption included. The import itself is an apply, as roster deploy does it.",
  doctor:
    "Only reads, and tries to assume the role. Each is a help: without it, doctor says less. `sts:AssumeRole` is what it is about.",
  deploy:
    "What preflight and verify need, and what the AWS provider itself calls for the resources of a roster. A remote backend needs its own permissions, and an assumed role `sts:AssumeRole` for the caller.",
};

/** docs/permissions.md, whole. */
export function permissionsPage(): string {
  return [
    "# Permissions",
    "",
    "<!-- Generated from src/aws/permissions.ts by `npm run docs`; do not edit. -->",
    "",
    "The least that each command needs. A test runs each command on the sandbox as a user with exactly this policy, and",
    "counts the calls: none is missing and none is too many. Put your account id in place of `111122223333`; a path",
    "such as `user/people/*` narrows it further.",
    "",
    "## Beside a state in S3",
    "",
    "With the backend `s3`, Terraform needs its own permissions for the state. `roster deploy` and `roster verify` write down who is leaving",
    "at the key of the state with `.pending.json` at its end, with the credentials of the backend, and need for that object:",
    "",
    "```json",
    JSON.stringify(recordPolicy("acme-tfstate", "iam/users.tfstate"), undefined, 2),
    "```",
    "",
    "`s3:ListBucket` makes S3 say that there is no record; without it S3 answers AccessDenied, and that is never taken for nobody. `roster audit`,",
    "`roster adopt --mend`, and `roster preflight` of a plan that creates credentials, only read it: `s3:GetObject` and `s3:ListBucket`. A KMS key of the backend needs `kms:GenerateDataKey` and `kms:Decrypt`.",
    "",
    "## The kept audit log",
    "",
    "`roster log` reads and writes the log and its head. It never deletes, and needs no permission for it:",
    "",
    "```json",
    JSON.stringify(keptLogPolicy("acme-iam-audit", "users/roster-audit.jsonl"), undefined, 2),
    "```",
    "",
    ...permittedCommands.flatMap((command) => [
      `## roster ${command}`,
      "",
      purposes[command],
      "",
      `${actionsOf(command).length} actions.`,
      "",
      "```json",
      JSON.stringify(policyFor(command, ACCOUNT), undefined, 2),
      "```",
      "",
    ]),
  ].join("\n");
}
