import { generateKey } from "openpgp";
import { review } from "../../../src/cli/commands/review";
import type { User } from "../../../src/sandbox/state";
import { Account } from "../account";
import { changesOf } from "../changes";
import { withTerraform } from "../harness";
import { because, PGP_KEY, rosterOf } from "../rosters";

jest.setTimeout(180_000);

const more = `
policies:
  push: { document: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: codecommit:GitPush, Resource: "*" }] } }
groups: { developers: {}, security: {} }`;
const longLived = `longLivedKeys: ${because("Runs outside AWS, where no role can be assumed")}`;
const direct = `directPolicies: ${because("A bot with one permission, which a group of one would only hide")}`;
const inline = (action: string) =>
  `policies: { inline: { push: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: ${action}, Resource: "*" }] } } }, ${direct}`;
const credentials = `loginProfile: {}, mfaDevices: { phone: {} }, accessKeys: { a: {} }, ${longLived}`;
const suspended = "suspended: { since: 2026-11-20, reason: On leave, ticket: HR-9 }";

interface Move {
  readonly before: string;
  readonly after: string;
  /** What the plan shows for this user, whole. */
  readonly changes: Readonly<Record<string, string>>;
}

/** One change each. Everybody has a password, a device and a key beside what is shown; nobody else may lose theirs. */
const moves = (newPgpKey: string): Readonly<Record<string, Move>> => ({
  unmoved: { before: "", after: "", changes: {} },
  groups: {
    before: "groups: [developers]",
    after: "groups: [developers, security]",
    changes: { "aws_iam_user_group_membership.groups": "update groups" },
  },
  managed: {
    before: `policies: { managed: [push] }, ${direct}`,
    after: `policies: { managed: [push, arn:aws:iam::aws:policy/AWSCodeCommitReadOnly] }, ${direct}`,
    changes: {
      "aws_iam_user_policy_attachment.managed--aws--AWSCodeCommitReadOnly": "create",
      "aws_iam_user_policy_attachments_exclusive.managed": "update policy_arns",
    },
  },
  inline: {
    before: inline("codecommit:GitPush"),
    after: inline("codecommit:GitPull"),
    changes: { "aws_iam_user_policy.inline--push": "update policy" },
  },
  boundary: {
    before: "",
    after: "permissionsBoundary: push",
    changes: { "aws_iam_user.boundary": "update permissions_boundary" },
  },
  path: { before: "path: /old/", after: "path: /new/", changes: { "aws_iam_user.path": "update path" } },
  tags: { before: "", after: "tags: { Team: web }", changes: { "aws_iam_user.tags": "update tags, tags_all" } },
  owner: { before: "", after: "", changes: { "aws_iam_user.owner": "update tags, tags_all" } },
  "pgp-key": {
    before: "",
    after: `loginProfile: { pgpKey: "${newPgpKey}" }, mfaDevices: { phone: {} }, accessKeys: { a: { pgpKey: "${newPgpKey}" } }, ${longLived}`,
    changes: {},
  },
  slots: {
    before: "",
    after: `loginProfile: {}, mfaDevices: { phone: {} }, accessKeys: { a: { status: Inactive }, b: {} }, ${longLived}`,
    changes: { "aws_iam_access_key.slots--a": "update status", "aws_iam_access_key.slots--b": "create" },
  },
  suspended: {
    before: "groups: [developers]",
    after: `groups: [developers], ${suspended}`,
    changes: {
      "aws_iam_access_key.suspended--a": "update status",
      "aws_iam_user.suspended": "update tags, tags_all",
      "aws_iam_user_login_profile.suspended": "delete",
      "aws_iam_user_policy_attachment.suspended--aws--AWSDenyAll": "create",
      "aws_iam_user_policy_attachments_exclusive.suspended": "update policy_arns",
    },
  },
  back: {
    before: `groups: [developers], ${suspended}`,
    after: "groups: [developers]",
    changes: {
      "aws_iam_access_key.back--a": "update status",
      "aws_iam_user.back": "update tags, tags_all",
      "aws_iam_user_login_profile.back": "create",
      "aws_iam_user_policy_attachment.back--aws--AWSDenyAll": "delete",
      "aws_iam_user_policy_attachments_exclusive.back": "update policy_arns",
    },
  },
  renamed: {
    before: "groups: [developers]",
    after: "groups: [developers], name: renamed-married",
    changes: {
      "aws_iam_access_key.renamed--a": "delete create",
      "aws_iam_user.renamed": "update name",
      "aws_iam_user_group_membership.renamed": "delete create",
      "aws_iam_user_login_profile.renamed": "delete create",
      "aws_iam_user_policies_exclusive.renamed": "delete create",
      "aws_iam_user_policy_attachments_exclusive.renamed": "delete create",
      "aws_iam_virtual_mfa_device.renamed--phone": "delete create",
    },
  },
});

function entry(name: string, what: string, owner = "team@example.com"): string {
  const own = what === "" ? "" : `, ${what}`;
  const held = what.includes("accessKeys:") ? "" : `, ${credentials}`;
  return `  ${name}: { type: service, owner: ${owner}${own}${held} }`;
}

const credentialsOf = (user: User) => ({
  userId: user.userId,
  key: user.accessKeys[0]?.accessKeyId,
  password: user.loginProfile?.passwordHash,
});

withTerraform("claim 7: each change of an entry changes what it says and nothing else", (terraform) => {
  let account: Account;
  let stories: Readonly<Record<string, Move>>;
  const before = new Map<string, ReturnType<typeof credentialsOf>>();
  const roster = (which: "before" | "after") => {
    const entries = Object.entries(stories).map(([name, move]) =>
      entry(name, move[which], name === "owner" && which === "after" ? "other@example.com" : undefined),
    );
    return rosterOf(entries.join("\n"), { more });
  };

  beforeAll(async () => {
    const { publicKey } = await generateKey({
      userIDs: [{ name: "new key" }],
      date: new Date("2026-01-01T00:00:00Z"),
      format: "object",
    });
    stories = moves(Buffer.from(publicKey.write()).toString("base64"));
    account = await Account.open(terraform, roster("before"));
    await account.apply();
    for (const name of Object.keys(stories)) await account.enableMfa(name);
    await account.refresh();
    for (const name of Object.keys(stories)) before.set(name, credentialsOf(account.user(name)));
  });
  afterAll(() => account.close());

  test("the plan shows these changes and no others", async () => {
    await account.edit(roster("after"));
    expect(changesOf(await account.plan())).toEqual(
      Object.assign({}, ...Object.values(stories).map(({ changes }) => changes)),
    );
  });

  test("nobody gets another password or access key, but who was renamed, and whose password the YAML took or gave", async () => {
    await account.apply();
    const renewed: string[] = [];
    for (const name of Object.keys(stories)) {
      const now = credentialsOf(account.user(name === "renamed" ? "renamed-married" : name));
      const was = before.get(name);
      expect(now.userId).toBe(was?.userId);
      if (now.key !== was?.key) renewed.push(`${name}: access key`);
      if (now.password !== was?.password) renewed.push(`${name}: password`);
    }
    expect(renewed).toEqual(["suspended: password", "back: password", "renamed: access key", "renamed: password"]);
    expect(account.user("suspended")).toMatchObject({
      groups: ["developers"],
      accessKeys: [{ status: "Inactive" }],
      attachedPolicies: ["arn:aws:iam::aws:policy/AWSDenyAll"],
    });
    expect(account.user("suspended").loginProfile).toBeUndefined();
    expect(account.user("back")).toMatchObject({ accessKeys: [{ status: "Active" }], attachedPolicies: [] });
    expect(await account.settled()).toBe(true);
  });

  test("everybody's MFA device stays enabled, but the one that was renamed with its owner", () => {
    const enabled = Object.values(account.memory.mfaDevices).filter(({ user }) => user !== undefined);
    expect(enabled.map(({ user }) => user).sort()).toEqual(
      Object.keys(stories)
        .filter((name) => name !== "renamed")
        .sort(),
    );
    expect(account.memory.mfaDevices["arn:aws:iam::123456789012:mfa/renamed-married-phone"]).toBeDefined();
  });

  test("another PGP key for the whole company re-issues nothing", async () => {
    const newPgpKey = stories["pgp-key"]?.after.match(/pgpKey: "([^"]+)"/)?.[1] ?? "";
    expect(newPgpKey).not.toBe(PGP_KEY);
    await account.edit(roster("after").replace(PGP_KEY, newPgpKey));
    expect(changesOf(await account.plan())).toEqual({});
  });

  test("slot a is removed once b is in use, and b stays the key it is", async () => {
    const second = account.user("slots").accessKeys[1]?.accessKeyId;
    await account.edit(roster("after").replace("{ a: { status: Inactive }, b: {} }", "{ b: {} }"));
    expect(changesOf(await account.plan())).toEqual({ "aws_iam_access_key.slots--a": "delete" });
    await account.apply();
    expect(account.user("slots").accessKeys).toEqual([expect.objectContaining({ accessKeyId: second })]);
  });

  if (terraform.provider.version?.startsWith("5.")) {
    test("a new name and a new owner in one apply fail with version 5 of the provider: the gate is closed, and two applies work", async () => {
      const anna = (name: string, owner: string) =>
        rosterOf(`  anna: { name: ${name}, type: service, owner: ${owner}, accessKeys: { a: {} }, ${longLived} }`);
      const married = await Account.open(terraform, anna("anna", "anna@example.com"));
      try {
        await married.apply();
        await married.edit(anna("moved", "moved@example.com"));
        const { code, out } = await married.ask(review, await married.plan());
        expect(code).toBe(3);
        expect(out).toContain("anna is renamed to moved while its tags change: owner");
        expect(await married.failedApply()).toEqual([
          expect.stringMatching(/^aws_iam_user\.anna: .*NoSuchEntity: The user with name moved cannot be found\.$/),
        ]);
        expect(married.user("anna").accessKeys).toEqual([]);

        await married.edit(anna("anna", "moved@example.com"));
        await married.apply();
        await married.edit(anna("moved", "moved@example.com"));
        expect(await married.ask(review, await married.plan())).toMatchObject({ code: 0 });
        await married.apply();
        expect(married.user("moved").tags).toContainEqual({ Key: "roster:owner", Value: "moved@example.com" });
        expect(married.user("moved").accessKeys).toHaveLength(1);
      } finally {
        await married.close();
      }
    });
  } else {
    console.warn(`LEFT OUT: "a new name and a new owner fail" needs version 5 of the provider, which 6.27.0 repaired.`);
  }
});
