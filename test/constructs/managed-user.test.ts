import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { ManagedUser } from "../../constructs/index";
import { resourcesOf } from "./synth";

const justification = {
  justification: "Enrols hardware keys of her own that Terraform cannot know",
  approvedBy: "secops@example.com",
  ticket: "SEC-1234",
  expires: "2027-01-31",
};

test("a user alone holds nothing, and no policy can be added unseen", () => {
  expect(resourcesOf((stack) => new ManagedUser(stack, "alice"))).toEqual({
    aws_iam_user: { alice: { name: "alice", path: "/" } },
    aws_iam_user_policies_exclusive: { alice: { user_name: "${aws_iam_user.alice.name}", policy_names: [] } },
    aws_iam_user_policy_attachments_exclusive: { alice: { user_name: "${aws_iam_user.alice.name}", policy_arns: [] } },
  });
});

test("everything a user holds refers to the user or depends on it, so that it is destroyed first", () => {
  const name = "${aws_iam_user.jane_u2e_doe.name}";
  const resources = resourcesOf(
    (stack) =>
      new ManagedUser(stack, "jane.doe", {
        path: "/people/",
        tags: { team: "platform" },
        permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary",
        groups: ["developers", "on-call"],
        managedPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        inlinePolicies: { own: { Version: "2012-10-17", Statement: [{ Resource: "arn:aws:s3:::${aws:username}" }] } },
        loginProfile: { pgpKey: "keybase:jane", passwordLength: 24 },
        mfaDevices: { phone: {} },
        accessKeys: { laptop: { pgpKey: "keybase:jane" }, old: { status: "Inactive" } },
        sshPublicKeys: { ci: { publicKey: "ssh-rsa AAAA" } },
        signingCertificates: { soap: { body: "-----BEGIN CERTIFICATE-----" } },
        serviceSpecificCredentials: { git: { service: "codecommit.amazonaws.com" } },
        forceDestroy: justification,
      }),
  );
  expect(resources).toEqual({
    aws_iam_user: {
      jane_u2e_doe: {
        name: "jane.doe",
        path: "/people/",
        tags: { team: "platform" },
        permissions_boundary: "arn:aws:iam::123456789012:policy/boundary",
        force_destroy: true,
      },
    },
    aws_iam_user_group_membership: { jane_u2e_doe: { user: name, groups: ["developers", "on-call"] } },
    aws_iam_user_policy_attachment: {
      "jane_u2e_doe--aws--ReadOnlyAccess": { user: name, policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    },
    aws_iam_user_policy_attachments_exclusive: {
      jane_u2e_doe: {
        user_name: name,
        policy_arns: ["${aws_iam_user_policy_attachment.jane_u2e_doe--aws--ReadOnlyAccess.policy_arn}"],
      },
    },
    aws_iam_user_policy: {
      "jane_u2e_doe--own": {
        user: name,
        name: "own",
        policy: '{"Version":"2012-10-17","Statement":[{"Resource":"arn:aws:s3:::$${aws:username}"}]}',
      },
    },
    aws_iam_user_policies_exclusive: {
      jane_u2e_doe: { user_name: name, policy_names: ["${aws_iam_user_policy.jane_u2e_doe--own.name}"] },
    },
    aws_iam_user_login_profile: {
      jane_u2e_doe: {
        user: name,
        pgp_key: "keybase:jane",
        password_length: 24,
        password_reset_required: true,
        lifecycle: { ignore_changes: ["password_length", "password_reset_required", "pgp_key"] },
      },
    },
    aws_iam_virtual_mfa_device: {
      "jane_u2e_doe--phone": {
        virtual_mfa_device_name: "jane.doe-phone",
        path: "/",
        depends_on: ["aws_iam_user.jane_u2e_doe"],
        lifecycle: { ignore_changes: ["tags", "tags_all"] },
      },
    },
    aws_iam_access_key: {
      "jane_u2e_doe--laptop": {
        user: name,
        status: "Active",
        pgp_key: "keybase:jane",
        lifecycle: { ignore_changes: ["pgp_key"] },
      },
      "jane_u2e_doe--old": { user: name, status: "Inactive", lifecycle: { ignore_changes: ["pgp_key"] } },
    },
    aws_iam_user_ssh_key: {
      "jane_u2e_doe--ci": { username: name, encoding: "SSH", public_key: "ssh-rsa AAAA", status: "Active" },
    },
    aws_iam_signing_certificate: {
      "jane_u2e_doe--soap": { user_name: name, certificate_body: "-----BEGIN CERTIFICATE-----", status: "Active" },
    },
    aws_iam_service_specific_credential: {
      "jane_u2e_doe--git": { user_name: name, service_name: "codecommit.amazonaws.com", status: "Active" },
    },
  });
});

test("a suspended contractor keeps groups and devices, and can do nothing with anything else", () => {
  const resources = resourcesOf(
    (stack) =>
      new ManagedUser(stack, "bob", {
        suspended: true,
        groups: ["developers"],
        loginProfile: {},
        mfaDevices: { phone: {} },
        accessKeys: { laptop: { status: "Active" } },
        sshPublicKeys: { laptop: { publicKey: "ssh-rsa AAAA" } },
      }),
  );
  expect(resources.aws_iam_user_login_profile).toBeUndefined();
  expect(resources.aws_iam_access_key?.["bob--laptop"]?.status).toBe("Inactive");
  expect(resources.aws_iam_user_ssh_key?.["bob--laptop"]?.status).toBe("Inactive");
  expect(resources.aws_iam_user_group_membership?.bob?.groups).toEqual(["developers"]);
  expect(Object.keys(resources.aws_iam_virtual_mfa_device ?? {})).toEqual(["bob--phone"]);
  expect(resources.aws_iam_user_policy_attachment).toEqual({
    "bob--aws--AWSDenyAll": { user: "${aws_iam_user.bob.name}", policy_arn: "arn:aws:iam::aws:policy/AWSDenyAll" },
  });
});

test("no access key is created before the old one is destroyed, and no membership is exclusive for a group", () => {
  const json = JSON.stringify(
    resourcesOf((stack) => new ManagedUser(stack, "bot", { accessKeys: { a: {}, b: {} }, groups: ["bots"] })),
  );
  expect(json).not.toContain("create_before_destroy");
  expect(json).not.toContain('"aws_iam_group_membership"');
});

test("fails when another resource of the stack has the address already, instead of losing one of the two", () => {
  const build = () =>
    resourcesOf((stack) => {
      new IamUser(stack, "legacy", { name: "legacy" }).overrideLogicalId("alice");
      new ManagedUser(stack, "alice");
    });
  expect(build).toThrow("aws_iam_user.alice is the address of test/legacy already");
});
