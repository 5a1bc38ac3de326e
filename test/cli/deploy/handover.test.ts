import { Course } from "../../../src/cli/deploy/course";
import { handoverLines, handoversOf, madeUntil } from "../../../src/cli/deploy/handover";
import { planOf } from "../../../src/plan/read";

const change = (type: string, name: string, action: string, importing?: object, more?: object) => ({
  address: `${type}.${name}`,
  mode: "managed",
  ...{ type, name },
  change: {
    actions: [action],
    before: null,
    after: { user: name, ...more },
    ...(importing === undefined ? {} : { importing }),
  },
});

const users = [
  { key: "alice", name: "alice", owner: "alice@example.com" },
  { key: "deploy.bot", name: "deploy.bot", owner: "platform-team" },
] as never;

const pgp = { pgp_key: "mQENBF..." };
const made = (...resource_changes: object[]) =>
  handoversOf(
    planOf({ format_version: "1.2", resource_changes }).changes,
    { users },
    {
      binary: "terraform",
      folder: "cdktf.out/stacks/users",
    },
  );
const lines = (...resource_changes: object[]) => handoverLines(made(...resource_changes));

test("says who gets which of the credentials that were made, with the commands that read them", () => {
  expect(
    lines(
      change("aws_iam_user", "alice", "create"),
      change("aws_iam_user_login_profile", "alice", "create", undefined, pgp),
      change("aws_iam_virtual_mfa_device", "alice--phone", "create"),
      change("aws_iam_access_key", "deploy_u2e_bot--a", "create", undefined, pgp),
      change("aws_iam_service_specific_credential", "deploy_u2e_bot--git", "create"),
    ).join("\n"),
  ).toMatchInlineSnapshot(`
    "Next: hand these over, each to its owner and on a channel that nobody else reads.
      alice (alice@example.com)
        password in aws_iam_user_login_profile.alice:
          terraform -chdir=cdktf.out/stacks/users show -json | jq -r '.values.root_module.resources[] | select(.address == "aws_iam_user_login_profile.alice").values | .encrypted_password' > alice.loginProfile
          alice reads it with: tail -n 1 alice.loginProfile | base64 --decode | gpg --decrypt
        MFA device in aws_iam_virtual_mfa_device.alice--phone:
          terraform -chdir=cdktf.out/stacks/users show -json | jq -r '.values.root_module.resources[] | select(.address == "aws_iam_virtual_mfa_device.alice--phone").values | .base_32_string_seed'
      deploy.bot (platform-team)
        access key in aws_iam_access_key.deploy_u2e_bot--a:
          terraform -chdir=cdktf.out/stacks/users show -json | jq -r '.values.root_module.resources[] | select(.address == "aws_iam_access_key.deploy_u2e_bot--a").values | .id, .encrypted_secret' > deploy_u2e_bot--a.accessKey
          deploy.bot reads it with: tail -n 1 deploy_u2e_bot--a.accessKey | base64 --decode | gpg --decrypt
        service-specific credential in aws_iam_service_specific_credential.deploy_u2e_bot--git:
          terraform -chdir=cdktf.out/stacks/users show -json | jq -r '.values.root_module.resources[] | select(.address == "aws_iam_service_specific_credential.deploy_u2e_bot--git").values | .service_user_name, .service_password'
      A command without one that reads it prints the secret itself: run it where nobody else sees the screen."
  `);
});

test("a secret that is not encrypted is read as it is, and nothing is said of decrypting it", () => {
  expect(made(change("aws_iam_access_key", "alice--laptop", "create"))).toEqual([
    {
      user: "alice",
      owner: "alice@example.com",
      credential: "access key",
      address: "aws_iam_access_key.alice--laptop",
      fetch: `terraform -chdir=cdktf.out/stacks/users show -json | jq -r '.values.root_module.resources[] | select(.address == "aws_iam_access_key.alice--laptop").values | .id, .secret'`,
    },
  ]);
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

test("an apply that stopped names what it had made by then, since no later plan does", () => {
  const course = new Course();
  const all = made(
    change("aws_iam_access_key", "deploy_u2e_bot--a", "create", undefined, pgp),
    change("aws_iam_virtual_mfa_device", "alice--phone", "create"),
  );
  expect(madeUntil(course, all)).toEqual([]);
  course.beginApply(2, []);
  course.see({
    type: "apply_start",
    address: "aws_iam_virtual_mfa_device.alice--phone",
    resourceType: "",
    action: "create",
  });
  expect(madeUntil(course, all)).toEqual([]);
  course.see({
    type: "apply_complete",
    address: "aws_iam_virtual_mfa_device.alice--phone",
    resourceType: "",
    action: "create",
  });
  expect(madeUntil(course, all).map(({ address }) => address)).toEqual(["aws_iam_virtual_mfa_device.alice--phone"]);
  course.begin("verify");
  expect(madeUntil(course, all)).toEqual(all);
  expect(handoverLines(madeUntil(course, all), "These are made, and to be handed over")[0]).toBe(
    "These are made, and to be handed over, each to its owner and on a channel that nobody else reads.",
  );
});
