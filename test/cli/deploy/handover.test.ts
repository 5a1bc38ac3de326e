import { handoverLines } from "../../../src/cli/deploy/handover";
import { planOf } from "../../../src/plan/read";

const change = (type: string, name: string, action: string, importing?: object) => ({
  address: `${type}.${name}`,
  mode: "managed",
  ...{ type, name },
  change: { actions: [action], before: null, after: { user: name }, ...(importing === undefined ? {} : { importing }) },
});

const users = [
  { key: "alice", name: "alice", owner: "alice@example.com" },
  { key: "deploy.bot", name: "deploy.bot", owner: "platform-team" },
] as never;

const lines = (...resource_changes: object[]) =>
  handoverLines(planOf({ format_version: "1.2", resource_changes }).changes, { users }, "cdktf.out/stacks/users");

test("says who gets which of the credentials that were made, and where they are", () => {
  expect(
    lines(
      change("aws_iam_user", "alice", "create"),
      change("aws_iam_user_login_profile", "alice", "create"),
      change("aws_iam_access_key", "deploy_u2e_bot--a", "create"),
      change("aws_iam_service_specific_credential", "deploy_u2e_bot--git", "create"),
    ),
  ).toMatchInlineSnapshot(`
    [
      "To hand over, each to its owner and on a channel that nobody else reads:",
      "  alice (alice@example.com): password (encrypted_password) in aws_iam_user_login_profile.alice",
      "  deploy.bot (platform-team): access key (encrypted_secret) in aws_iam_access_key.deploy_u2e_bot--a, service-specific credential in aws_iam_service_specific_credential.deploy_u2e_bot--git",
      "The state has them: terraform -chdir=cdktf.out/stacks/users show -json. What is encrypted only its owner's PGP key opens.",
    ]
  `);
});

test("says nothing where no secret was made", () => {
  expect(
    lines(
      change("aws_iam_user", "alice", "create"),
      change("aws_iam_user_ssh_key", "alice--laptop", "create"),
      change("aws_iam_access_key", "deploy_u2e_bot--a", "delete"),
      change("aws_iam_access_key", "deploy_u2e_bot--b", "no-op", { id: "AKIA" }),
    ),
  ).toEqual([]);
});
