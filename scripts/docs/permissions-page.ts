import { actionsOf, type PermittedCommand, permittedCommands, policyFor } from "../../src/aws/permissions";

const ACCOUNT = "111122223333";

const purposes: Readonly<Record<PermittedCommand, string>> = {
  preflight: "Only reads. What is missing is reported as `could-not-look`, and closes the gate where it matters.",
  sweep: "Reads as preflight does of a user, and takes leftovers away. Without `--yes` the reading part is enough.",
  verify: "Only reads.",
  audit: "Only reads; nothing on a saved credential report.",
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
