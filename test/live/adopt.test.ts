import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inState } from "../../src/adopt/in-state";
import { type Excluded, titleOf } from "../../src/adopt/thing";
import { type OpenAccount, openAccount } from "../../src/aws/account";
import { ownerTag } from "../../src/aws/owner";
import { type AdoptionPlan, decide } from "../../src/cli/adopt/adopt";
import type { Elsewhere } from "../../src/cli/adopt/beside";
import { changeLine, judgePlan } from "../../src/cli/adopt/proof";
import { readAccount } from "../../src/cli/adopt/read";
import type { AdoptionContext, AdoptionRequest } from "../../src/cli/adopt/request";
import { settle } from "../../src/cli/adopt/settle";
import { regionBeside } from "../../src/cli/adopt/take-over";
import { RosterFiles } from "../../src/cli/roster-files";
import { addressesOf } from "../../src/cli/stack-addresses";
import { synthesize } from "../../src/cli/synthesize";
import { changesIn } from "../../src/plan/change";
import { stateOf } from "../../src/plan/state";
import { loadRoster } from "../../src/roster/index";
import {
  addAccount,
  DEFAULT_ACCOUNT_ID,
  type FaultSpec,
  type SandboxState,
  sandboxEnvironment,
} from "../../src/sandbox/index";
import { start } from "../sandbox/helpers";
import { testdir } from "../testdir";
import { whole } from "../whole";
import { withBriefWaits } from "./brief-waits";
import { MESSY_TODAY, messyAccount, messyFew } from "./messy-account";

const everybody: AdoptionRequest = {
  names: [],
  unmanaged: false,
  takeGroups: true,
};

/** As a report says it. */
const said = ({ left }: Pick<AdoptionPlan, "left">) => left.map((one) => `${titleOf(one)}: ${one.reason}`);

interface Given {
  readonly users?: string;
  readonly state?: AdoptionContext["state"];
  readonly request?: Partial<AdoptionRequest>;
  readonly faults?: FaultSpec;
  readonly excluded?: Excluded;
  readonly elsewhere?: Partial<Elsewhere>;
}

async function plan(state: SandboxState, given: Given = {}): Promise<{ plan: AdoptionPlan; account: OpenAccount }> {
  const { url, close } = await start({
    state,
    ...(given.faults ? { faults: given.faults } : {}),
  });
  const account = openAccount({ env: sandboxEnvironment(url) });
  try {
    const folder = testdir({
      "users.yaml": `version: 1\nusers:\n${given.users ?? "  nobody: { type: human, owner: nobody }"}\n`,
    });
    const file = { path: `${folder}/users.yaml`, name: "users.yaml" };
    const files = await RosterFiles.open(file, DEFAULT_ACCOUNT_ID, MESSY_TODAY);
    const roster = whole(files.loaded);
    const context = {
      roster,
      defaults: {
        path: "/",
        permissionsBoundary: false,
      },
      state: given.state ?? inState(stateOf(undefined)),
      accountId: DEFAULT_ACCOUNT_ID,
      elsewhere: { users: new Map(), groups: new Map(), policies: new Map(), ...given.elsewhere },
    };
    const request = { ...everybody, ...given.request };
    const found = await readAccount(account, request, context);
    if (given.excluded !== undefined) return { plan: decide(found, request, context, given.excluded), account };
    const settled = await settle({ found, request, context, files, today: MESSY_TODAY });
    if (settled.kind === "unsayable") throw new Error(settled.errors.join("\n"));
    return { plan: settled.plan, account };
  } finally {
    await account.close();
    await close();
  }
}

const managed = (...resources: [type: string, name: string, values?: Record<string, string>][]) =>
  inState(
    stateOf({
      values: {
        root_module: {
          resources: resources.map(([type, name, values = {}]) => ({
            ...{ type, name, values, mode: "managed" },
            address: `${type}.${name}`,
          })),
        },
      },
    }),
  );

test("the 206 users cost at most twelve calls each", async () => {
  const { plan: found, account } = await plan(messyAccount());
  expect(found.users).toHaveLength(206);
  const calls = Object.values(account.counts()).reduce((sum, count) => sum + count, 0);
  expect(calls / 206).toBeLessThan(7);
});

test("a user with one of everything: each has an address and the id that Terraform imports it by", async () => {
  const { plan: found } = await plan(messyFew(["pipeline-10", "console-04"]));
  expect(
    found.imports.map(({ to, id }) => `${to} <- ${id}`.replace(/A[A-Z]{3}[A-Z2-7]{16,17}/g, "ID")),
  ).toMatchInlineSnapshot(`
    [
      "aws_iam_access_key.pipeline-10--a <- ID",
      "aws_iam_group.Finance <- Finance",
      "aws_iam_group.developers <- developers",
      "aws_iam_group_policy_attachment.Finance--aws--ReadOnlyAccess <- Finance/arn:aws:iam::aws:policy/ReadOnlyAccess",
      "aws_iam_group_policy_attachment.developers--aws--ReadOnlyAccess <- developers/arn:aws:iam::aws:policy/ReadOnlyAccess",
      "aws_iam_user.console-04 <- console-04",
      "aws_iam_user.pipeline-10 <- pipeline-10",
      "aws_iam_user_group_membership.console-04 <- console-04/developers/Finance",
      "aws_iam_user_login_profile.console-04 <- console-04",
      "aws_iam_user_policies_exclusive.console-04 <- console-04",
      "aws_iam_user_policies_exclusive.pipeline-10 <- pipeline-10",
      "aws_iam_user_policy.pipeline-10--push-artifacts <- pipeline-10:push-artifacts",
      "aws_iam_user_policy_attachment.console-04--aws--AdministratorAccess <- console-04/arn:aws:iam::aws:policy/AdministratorAccess",
      "aws_iam_user_policy_attachment.pipeline-10--123456789012--ci_u2f_deploy-artifacts <- pipeline-10/arn:aws:iam::123456789012:policy/ci/deploy-artifacts",
      "aws_iam_user_policy_attachments_exclusive.console-04 <- console-04",
      "aws_iam_user_policy_attachments_exclusive.pipeline-10 <- pipeline-10",
      "aws_iam_user_ssh_key.pipeline-10--ssh <- pipeline-10:ID:SSH",
      "aws_iam_virtual_mfa_device.console-04--phone <- arn:aws:iam::123456789012:mfa/console-04-phone",
    ]
  `);
});

test("what the state manages is left out; --unmanaged finds the rest of a user, and gives it a free slot", async () => {
  const state = messyFew(["pipeline-01"]);
  const user = addAccount(state, DEFAULT_ACCOUNT_ID).users["pipeline-01"];
  const [first] = user?.accessKeys ?? [];
  user?.accessKeys.push({
    accessKeyId: "AKIAMADEBYHAND000000",
    status: "Inactive",
    createDate: "2026-11-01T00:00:00Z",
  });
  const known = managed(
    ["aws_iam_user", "pipeline-01"],
    ["aws_iam_access_key", "pipeline-01--a", { id: first?.accessKeyId ?? "" }],
    [
      "aws_iam_signing_certificate",
      "pipeline-01--soap",
      { certificate_id: user?.signingCertificates[0]?.certificateId ?? "" },
    ],
  );
  const users = "  pipeline-01: { type: service, owner: ci, accessKeys: { a: {} } }";
  expect((await plan(state, { users, state: known })).plan.imports).toEqual([]);
  const { plan: found } = await plan(state, {
    users,
    state: known,
    request: { names: ["Pipeline-01"], unmanaged: true },
  });
  expect(found.imports).toEqual([{ to: "aws_iam_access_key.pipeline-01--b", id: "AKIAMADEBYHAND000000" }]);
  expect(found.users[0]?.patch).toEqual({
    accessKeys: { b: { status: "Inactive" } },
  });
});

test("a slot that waits for its key gets it, whatever PGP key it names: one is used only when a key is made", async () => {
  const users = (more: string) =>
    `  tmp_03: { type: human, owner: o, accessKeys: { laptop: { status: Inactive${more} } } }`;
  const state = messyFew(["tmp_03"]);
  for (const more of ["", ", pgpKey: keybase:ops"]) {
    const { plan: found } = await plan(state, { users: users(more) });
    expect(found.imports.map(({ to }) => to)).toContain("aws_iam_access_key.tmp_03--laptop");
    expect(found.users.map(({ patch, unknownSecrets }) => ({ patch, unknownSecrets }))).toEqual([
      { patch: {}, unknownSecrets: ["aws_iam_access_key.tmp_03--laptop"] },
    ]);
  }
  const { plan: other } = await plan(state, { users: users("").replace("Inactive", "Active") });
  expect(other.users[0]?.patch).toEqual({ accessKeys: { a: { status: "Inactive" } } });
});

test("groups are taken over with their policies, or only referred to", async () => {
  const state = messyFew(["console-04"]);
  expect((await plan(state)).plan.groups.map(({ key, entry }) => [key, entry])).toEqual([
    ["Finance", { policies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }],
    ["developers", { policies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }],
  ]);
  const { plan: referred } = await plan(state, {
    request: { takeGroups: false },
  });
  expect(referred.groups.map(({ key, entry, imports }) => [key, entry, imports])).toEqual([
    ["Finance", { existing: true }, []],
    ["developers", { existing: true }, []],
  ]);
});

test("what another roster of the project manages is left to it, with the reason, also when it is named", async () => {
  const reason = "it is in accounts/b.yaml, another roster of this project, for the same account";
  const elsewhere = {
    users: new Map([["console-04", reason]]),
    groups: new Map([["finance", reason]]),
    policies: new Map([["deploy-artifacts", reason]]),
  };
  const state = messyFew(["console-04", "pipeline-10"]);
  Object.assign(addAccount(state, DEFAULT_ACCOUNT_ID).users["pipeline-10"] ?? {}, { groups: ["finance"] });
  const { plan: found } = await plan(state, { elsewhere, request: { takePolicies: true } });
  expect(found.users.map(({ name }) => name)).toEqual(["pipeline-10"]);
  expect(found.users.map(({ patch }) => patch.policies?.managed)).toEqual([
    ["arn:aws:iam::123456789012:policy/ci/deploy-artifacts"],
  ]);
  expect(said(found)).toEqual([
    `user console-04: ${reason}`,
    `policy arn:aws:iam::123456789012:policy/ci/deploy-artifacts: ${reason}; it is referenced by ARN`,
    `group Finance: ${reason}; the roster only refers to it`,
  ]);
  const { plan: named } = await plan(state, { elsewhere, request: { names: ["console-04"] } });
  expect([named.imports, said(named)]).toEqual([[], [`user console-04: ${reason}`]]);
});

test("customer managed policies are referred to by ARN, or taken over with all who refer to them", async () => {
  const arn = "arn:aws:iam::123456789012:policy/ci/deploy-artifacts";
  const state = messyFew(["pipeline-10", "console-04"]);
  const account = addAccount(state, DEFAULT_ACCOUNT_ID);
  account.groups.developers?.attachedPolicies.push(arn);
  Object.assign(account.users["console-04"] ?? {}, { permissionsBoundary: arn });
  const { plan: byArn } = await plan(state);
  expect(byArn).toMatchObject({ policies: [], referred: [arn] });
  const { plan: found } = await plan(state, { request: { takePolicies: true } });
  expect(found.policies.map(({ key, entry, imports }) => ({ key, path: entry?.path, imports }))).toEqual([
    { key: "deploy-artifacts", path: "/ci/", imports: [{ to: "aws_iam_policy.deploy-artifacts", id: arn }] },
  ]);
  expect(found.referred).toEqual([]);
  expect(found.users.map(({ patch }) => [patch.policies?.managed, patch.permissionsBoundary])).toEqual([
    [["arn:aws:iam::aws:policy/AdministratorAccess"], "deploy-artifacts"],
    [["deploy-artifacts"], undefined],
  ]);
  expect(found.groups.find(({ key }) => key === "developers")?.entry?.policies).toEqual([
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
    "deploy-artifacts",
  ]);
  expect(found.imports.map(({ to }) => to).filter((to) => to.endsWith("--deploy-artifacts"))).toEqual([
    "aws_iam_group_policy_attachment.developers--deploy-artifacts",
    "aws_iam_user_policy_attachment.pipeline-10--deploy-artifacts",
  ]);
});

test("a policy that no entry can express is left where it is, with the reason", async () => {
  const Statement = { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::home/${aws:username}/*" };
  const left = async (document: object) => {
    const state = messyFew(["pipeline-10"]);
    const [version] = addAccount(state, DEFAULT_ACCOUNT_ID).policies["deploy-artifacts"]?.versions ?? [];
    Object.assign(version ?? {}, { document: JSON.stringify(document) });
    return said((await plan(state, { request: { takePolicies: true } })).plan);
  };
  const title = "policy arn:aws:iam::123456789012:policy/ci/deploy-artifacts";
  expect(await left({ Version: "2012-10-17", Statement })).toEqual([]);
  expect(await left({ Version: "2008-10-17", Statement })).toEqual([
    `${title}: a roster refuses it: policy deploy-artifacts uses \${aws:username} without Version: "2012-10-17"; AWS refuses it; it is referenced by ARN`,
  ]);
  expect(await left({ Version: "2012-10-17", Statement: { ...Statement, Sid: "a b" } })).toEqual([
    `${title}: a roster refuses it: Sid is "a b", which is not allowed there; it is referenced by ARN`,
  ]);
});

test("an inline policy that no entry can express is left outside alone, with the reason, and is not removed", async () => {
  const state = messyFew(["pipeline-10", "pipeline-11"]);
  const user = addAccount(state, DEFAULT_ACCOUNT_ID).users["pipeline-10"];
  const old = {
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: "*", Resource: "*", Sid: "made by hand" },
  };
  if (user !== undefined) user.inlinePolicies.old = JSON.stringify(old);
  const { plan: found } = await plan(state);
  expect(found.users.map(({ name, patch }) => [name, Object.keys(patch.policies?.inline ?? {})])).toEqual([
    ["pipeline-10", ["old", "push-artifacts"]],
    ["pipeline-11", ["push-artifacts"]],
  ]);
  expect(found.users[0]?.patch.policies?.inline?.old).toEqual({ existing: true });
  expect(found.imports.map(({ to }) => to)).not.toContain("aws_iam_user_policy.pipeline-10--old");
  expect(said(found)).toEqual([
    `inline policy old of pipeline-10: a roster refuses it: Sid is "made by hand", which is not allowed there; it stays as it is`,
  ]);
});

test("a policy that is left where it is: referred to by ARN, and said", async () => {
  const state = messyFew(["pipeline-10"]);
  const policy = addAccount(state, DEFAULT_ACCOUNT_ID).policies["deploy-artifacts"];
  const arn = "arn:aws:iam::123456789012:policy/ci/deploy-artifacts";
  Object.assign(policy ?? {}, { tags: [{ Key: "ManagedBy", Value: "another stack" }] });
  const excluded = new Map([[`policy ${arn}`, "no entry can express it"]]);
  const { plan: found } = await plan(state, { request: { takePolicies: true }, excluded });
  expect(found).toMatchObject({ policies: [], referred: [arn] });
  expect(said(found)).toEqual([`policy ${arn}: no entry can express it; it is referenced by ARN`]);
  expect(found.users[0]?.patch.policies?.managed).toEqual([arn]);
});

test("an apply that was cut short: what the roster says and the account has; more is only listed", async () => {
  const users = `  console-04: { type: human, owner: o, groups: [developers, new], loginProfile: {}, mfaDevices: { spare: {} }, policies: { managed: ["arn:aws:iam::aws:policy/AdministratorAccess"] } }
  zoe: { type: human, owner: o }
groups: { developers: { policies: ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/PowerUserAccess"] }, new: {}, Finance: { existing: true } }
policies: { deploy-artifacts: { path: /ci/, document: { Statement: { Effect: Allow, Action: "s3:*", Resource: "*" } } } }`;
  const state = messyFew(["console-04", "pipeline-10"]);
  const account = addAccount(state, DEFAULT_ACCOUNT_ID);
  const made = { seed: "x", kind: "virtual", createDate: "2026-01-01T00:00:00Z", tags: [] } as const;
  for (const name of ["console-04-spare", "somebody-elses"]) {
    const serialNumber = `arn:aws:iam::123456789012:mfa/${name}`;
    account.mfaDevices[serialNumber] = { ...made, serialNumber, tags: [] };
  }
  const folder = testdir({ "users.yaml": `version: 1\nusers:\n${users}\n` });
  const roster = whole(await loadRoster(`${folder}/users.yaml`, { today: MESSY_TODAY }));
  const [stack] = synthesize([roster], { out: join(folder, "out"), project: folder });
  const mend = addressesOf(join(stack?.folder ?? "", "cdk.tf.json"));
  const { plan: found } = await plan(state, { users, request: { mend } });
  expect(found.imports.map(({ to }) => to)).toEqual([
    "aws_iam_group.developers",
    "aws_iam_group_policy_attachment.developers--aws--ReadOnlyAccess",
    "aws_iam_policy.deploy-artifacts",
    "aws_iam_user.console-04",
    "aws_iam_user_login_profile.console-04",
    "aws_iam_user_policies_exclusive.console-04",
    "aws_iam_user_policy_attachment.console-04--aws--AdministratorAccess",
    "aws_iam_user_policy_attachments_exclusive.console-04",
    "aws_iam_virtual_mfa_device.console-04--spare",
  ]);
  expect(
    found.users.map(({ key, patch, amended, unknownSecrets }) => ({ key, patch, amended, unknownSecrets })),
  ).toEqual([
    {
      ...{ key: "console-04", patch: {}, amended: [] },
      unknownSecrets: ["aws_iam_user_login_profile.console-04", "aws_iam_virtual_mfa_device.console-04--spare"],
    },
  ]);
  expect(said(found)).toEqual([
    "aws_iam_virtual_mfa_device arn:aws:iam::123456789012:mfa/console-04-phone: the entry of console-04 has no place for it",
  ]);
});

test("an apply that was cut short before it made a key inactive: the key is that of the slot, and its status comes later", async () => {
  const users = "  tmp_03: { type: human, owner: o, accessKeys: { laptop: { status: Active } } }";
  const to = "aws_iam_access_key.tmp_03--laptop";
  const state = messyFew(["tmp_03"]);
  expect((await plan(state, { users })).plan.users[0]?.patch).toEqual({ accessKeys: { a: { status: "Inactive" } } });
  const { plan: found } = await plan(state, { users, request: { mend: new Set([to]) } });
  expect(found.imports.map((one) => one.to)).toEqual([to]);
  expect(said(found).filter((line) => line.startsWith("aws_iam_access_key"))).toEqual([]);

  const folder = testdir({ "users.yaml": `version: 1\nusers:\n${users}\n` });
  const roster = whole(await loadRoster(`${folder}/users.yaml`, { today: MESSY_TODAY }));
  const [stack] = synthesize([roster], {
    ...{ out: join(folder, "out"), project: folder },
    imports: () => found.imports,
  });
  const { resource } = JSON.parse(readFileSync(join(stack?.folder ?? "", "cdk.tf.json"), "utf8"));
  expect(resource.aws_iam_access_key["tmp_03--laptop"].lifecycle).toEqual({ ignore_changes: ["pgp_key", "status"] });
});

test.each([
  [{ names: ["zoe"] }, "there is no user zoe in the account"],
  [{ names: ["tmp_03"], unmanaged: true }, "tmp_03 is not managed yet: roster adopt tmp_03"],
  [{ names: ["tmp_03"], mend: new Set<string>() }, "tmp_03 has no entry to repair: roster adopt tmp_03"],
])("fails when it is asked for %j", async (request, message) => {
  await expect(plan(messyFew(["tmp_03"]), { request })).rejects.toThrow(new Error(message));
});

test("fails when a managed user is named without --unmanaged", async () => {
  const users = "  tmp_03: { type: human, owner: o }";
  const given = {
    users,
    state: managed(["aws_iam_user", "tmp_03"]),
    request: { names: ["tmp_03"] },
  };
  await expect(plan(messyFew(["tmp_03"]), given)).rejects.toThrow(
    new Error("tmp_03 is managed already; for what was created by hand: roster adopt --unmanaged tmp_03"),
  );
});

test("a busy account is asked again, and answers the same", async () => {
  const names = ["console-04", "pipeline-10"];
  const calm = await plan(messyFew(names));
  const busy = await withBriefWaits(() => plan(messyFew(names), { faults: { throttle: 0.2, seed: 3 } }));
  expect(busy.plan).toEqual(calm.plan);
}, 60_000);

test.each([
  [{ Owner: "jane@example.com" }, "x", "jane@example.com"],
  [{ owner: "unknown", team: "platform" }, "x", "platform"],
  [{ Owner: "<nobody>" }, "x", undefined],
  [{}, "jane@example.com", "jane@example.com"],
  [{ "roster:owner": "a", owner: "b" }, "x", "a"],
])("the owner of %j, called %s, is %s", (tags, name, owner) => {
  expect(ownerTag(tags, name)).toBe(owner);
});

const change = (address: string, actions: string[], more: object = {}) => ({
  ...{ address, mode: "managed", type: address.split(".")[0], name: address.split(".")[1] },
  change: {
    actions,
    before: { secret: "old", path: "/" },
    after: { secret: "new", path: "/" },
    ...more,
  },
});

test("the proof tells what the adoption changes from what was open before, and shows no value", () => {
  const imports = [{ to: "aws_iam_user.alice" }, { to: "aws_iam_access_key.alice--a" }, { to: "aws_iam_group.gone" }];
  const importing = { id: "alice" };
  const resource_changes = [
    change("aws_iam_user.alice", ["no-op"], { importing }),
    change("aws_iam_access_key.alice--a", ["delete", "create"], {
      importing,
      replace_paths: [["pgp_key"]],
    }),
    change("aws_iam_user_group_membership.alice", ["create"], { before: null }),
    change("aws_iam_user.carol", ["create"], { before: null }),
    change("aws_iam_user.dan", ["delete"], { after: null }),
    change("aws_iam_user.erin", ["update"]),
  ];
  const proof = judgePlan(
    { changes: changesIn(resource_changes) },
    {
      imports,
      before: new Set(["aws_iam_user.carol", "aws_iam_user.erin"]),
    },
  );
  expect({
    ...proof,
    wrong: proof.wrong.map(changeLine),
    pending: proof.pending.map(changeLine),
  }).toEqual({
    imported: 2,
    missing: ["aws_iam_group.gone"],
    wrong: ["aws_iam_access_key.alice--a: replace (pgp_key, secret)", "aws_iam_user_group_membership.alice: create"],
    pending: ["aws_iam_user.carol: create", "aws_iam_user.dan: delete", "aws_iam_user.erin: update (secret)"],
  });
});

test("the roster may have gone on since what is mended was made: its update is still to be applied, a replacement is not done", () => {
  const importing = { id: "x" };
  const resource_changes = [
    change("aws_iam_policy.push", ["update"], { importing }),
    change("aws_iam_access_key.alice--a", ["delete", "create"], { importing, replace_paths: [["pgp_key"]] }),
  ];
  const imports = [{ to: "aws_iam_policy.push" }, { to: "aws_iam_access_key.alice--a" }];
  const judged = (mending: boolean) => {
    const { wrong, pending } = judgePlan(
      { changes: changesIn(resource_changes) },
      { imports, before: new Set(imports.map(({ to }) => to)), mending },
    );
    return [wrong, pending].map((changes) => changes.map(({ address }) => address));
  };
  expect(judged(true)).toEqual([["aws_iam_access_key.alice--a"], ["aws_iam_policy.push"]]);
  expect(judged(false)).toEqual([["aws_iam_policy.push", "aws_iam_access_key.alice--a"], []]);
});

test("with the state, those can be lost whom it alone knew: users with our tag are named, and nobody else", async () => {
  const state = messyFew(["console-04", "pipeline-10", "tmp_03", "console-05"]);
  const { users } = addAccount(state, DEFAULT_ACCOUNT_ID);
  const tag = (name: string, value = "iam-roster") => users[name]?.tags.push({ Key: "ManagedBy", Value: value });
  for (const name of ["console-04", "pipeline-10", "console-05"]) tag(name);
  tag("tmp_03", "terraform");
  const given = {
    users: "  console-05: { type: human, owner: o }",
    request: { mend: new Set<string>() },
    state: managed([
      "aws_iam_user",
      "console-04",
      { name: "console-04", unique_id: users["console-04"]?.userId ?? "" },
    ]),
  };
  expect(said((await plan(state, given)).plan)).toEqual([
    "user pipeline-10: it has the tag ManagedBy=iam-roster, and no entry, no state and no record here knows it; if it is this roster's: roster adopt pipeline-10, and to remove it, delete the entry after a deploy",
  ]);
  expect(said((await plan(state, { ...given, request: {} })).plan).join()).not.toContain("ManagedBy=iam-roster");
  const elsewhere = { users: new Map([["pipeline-10", "another roster has it"]]) };
  expect(said((await plan(state, { ...given, elsewhere })).plan)).toEqual([]);
});

test.each([
  ["aws", { AWS_REGION: "eu-west-1" }, undefined],
  ["aws-cn", { AWS_REGION: "cn-northwest-1" }, "cn-northwest-1"],
  ["aws-us-gov", { AWS_REGION: "us-east-1" }, "us-gov-east-1"],
] as const)("a new roster of an account in %s says its region: %j", async (partition, env, region) => {
  expect(regionBeside(partition, env)).toBe(region);
  const file = { path: join(testdir({ "cdktf.json": "{}" }), "users.yaml"), name: "users.yaml" };
  const { loaded } = await RosterFiles.open(file, DEFAULT_ACCOUNT_ID, MESSY_TODAY, region);
  expect(whole(loaded).account).toEqual({ id: DEFAULT_ACCOUNT_ID, region: region ?? "us-east-1" });
});

test("--unmanaged leaves outside alone what no entry can express, as well", async () => {
  const state = messyFew(["pipeline-07"]);
  const user = addAccount(state, DEFAULT_ACCOUNT_ID).users["pipeline-07"];
  const [credential] = user?.serviceSpecificCredentials ?? [];
  if (credential !== undefined) {
    user?.serviceSpecificCredentials.splice(0, 2, { ...credential, serviceName: "quantumledger.amazonaws.com" });
  }
  const { plan: found } = await plan(state, {
    users: "  pipeline-07: { type: service, owner: ci }",
    state: managed(["aws_iam_user", "pipeline-07"]),
    request: { names: ["pipeline-07"], unmanaged: true },
  });
  expect(found.imports.map(({ to }) => to)).toEqual(["aws_iam_access_key.pipeline-07--a"]);
  expect(said(found)).toEqual([
    expect.stringMatching(
      /^service-specific credential ACCA\w+ of pipeline-07: a roster refuses it: service is "quantumledger.amazonaws.com"; allowed are /,
    ),
  ]);
});

test("an error that the roster had before is nobody's in the account", async () => {
  const users = "  zoe: { type: human, owner: zoe@example.com, groups: [no-such-group] }";
  const { plan: found } = await plan(messyFew(["tmp_03"]), { users });
  expect(found.users.map(({ name }) => name)).toEqual(["tmp_03"]);
  expect(said(found)).toEqual([]);
});
