import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "../../cli/command";
import { adopt } from "../../cli/commands/adopt";
import { deploy } from "../../cli/commands/deploy";
import { sweep } from "../../cli/commands/sweep";
import { validate } from "../../cli/commands/validate";
import { verify } from "../../cli/commands/verify";
import { openAccount } from "../../live/account";
import type { Entry } from "../../live/audit-log/entry";
import { createSandbox, DEFAULT_ACCOUNT_ID, type Sandbox, sandboxEnvironment } from "../../sandbox/server";
import { addAccount, type User } from "../../sandbox/state";
import { Workspace } from "../../terraform/workspace";
import { isoDate } from "../../text/iso-date";
import type { Ran } from "../cli/run";
import { CANARY, FORGOTTEN_CRON, KMS_HOLDER, LONELY_KEY, messyAccount } from "../live/messy-account";
import { testdir } from "../testdir";
import { e2eEnvironment, type Terraform, withTerraform } from "./harness";
import { RosterFile } from "./two-hundred-and-six/roster-file";

// The story of the 206 users, end to end. To watch it:
//   ROSTER_STORY=1 npx jest -c jest.config.js test/e2e/two-hundred-and-six

const DAY_MS = 86_400_000;
/** Who carries a FIDO key, which Terraform cannot manage. */
const FIDO_HOLDER = "console-12";
/** With each sort of credential among them, but for the two who turn out not to be ready. */
const READY: readonly string[] = [
  ...["tmp_01", "tmp_02", "tmp_03", "tmp_04", "tmp_05", "tmp_06", "tmp_07", "tmp_08", "tmp_09"],
  ...["console-06", "console-08", FIDO_HOLDER, "console-18", "keys10+s3@example.com"],
  ...["pipeline-02", "pipeline-10", "pipeline-14", "vendor=acme05"],
];
const BATCH: readonly string[] = [...READY, KMS_HOLDER, FORGOTTEN_CRON];

withTerraform("the story of the 206 users", (terraform) => {
  let story: Story;
  beforeEach(async () => {
    story = await Story.begin(terraform);
  });
  afterEach(() => story.end());

  test("adopted without change, suspended, soaked, removed in a batch, and verified", async () => {
    const { account, sandbox, cwd, file } = story;
    const everybody = Object.keys(account.users).length;
    expect([everybody, BATCH.length, new Set(BATCH).size]).toEqual([206, 20, 20]);

    story.tell("Adopt: entries and imports, proved by a plan");
    const before = JSON.stringify(account);
    const adopted = await story.roster(adopt);
    expect([adopted.code, adopted.out]).toEqual([
      0,
      expect.stringMatching(/^206 users adopted, \d{4} imports: a real plan/),
    ]);
    expect(adopted.out).toContain(`/console-12/key-ABCDEFGH of ${FIDO_HOLDER}: only virtual devices can be managed`);
    expect((await story.roster(validate, {}, ["users.yaml"])).code).toBe(3);

    story.tell("People fill in why each exception exists");
    expect(file.justify(isoDate(new Date(story.today.getTime() + 200 * DAY_MS)))).toBeGreaterThan(100);
    expect(await story.roster(validate, {}, ["users.yaml"])).toMatchObject({ code: 0 });

    story.tell("Deploy the imports: nothing is created, replaced or destroyed");
    sandbox.resetCounts();
    expect(await story.deploy()).toMatchObject({ code: 0, out: expect.stringContaining("users: applied\n") });
    expect(Object.keys(sandbox.counts()).filter((action) => !READS.test(action))).toEqual([]);
    expect(JSON.stringify(account)).toBe(before);
    const finished = await story.roster(adopt, { finish: true });
    expect(finished).toMatchObject({ code: 0, out: expect.stringMatching(/^\d{4} imports done, 0 still open/) });

    story.tell(`Suspend a batch of ${BATCH.length}: kept, and able to do nothing`);
    const others = story.besideTags(BATCH);
    const ids = new Map(BATCH.map((name) => [name, story.user(name).userId]));
    const cronKey = story.user(FORGOTTEN_CRON).accessKeys[0]?.accessKeyId ?? "";
    file.suspend(BATCH, isoDate(story.today));
    sandbox.resetCounts();
    expect(await story.deploy()).toMatchObject({ code: 0, out: expect.stringContaining("users: applied\n") });
    expect(
      Object.keys(sandbox.counts()).filter((action) => /:(CreateUser|DeleteUser|CreateLoginProfile)/.test(action)),
    ).toEqual([]);
    for (const name of BATCH) expect([name, stillOpen(story.user(name))]).toEqual([name, []]);
    expect(story.besideTags(BATCH)).toBe(others);

    story.tell("The soak: day 6, the nightly job of somebody fails; somebody makes its key active again");
    story.pass(6);
    await expect(story.nightly(cronKey)).rejects.toThrow("InvalidClientTokenId");
    await story.admin("iam:UpdateAccessKey", { UserName: FORGOTTEN_CRON, AccessKeyId: cronKey, Status: "Active" });
    await story.nightly(cronKey);

    story.tell("Day 15: the batch shall leave, and the account says who may not");
    story.pass(9);
    const suspended = file.text;
    file.remove(BATCH);
    const remembered = JSON.stringify(account.users);
    const closed = await story.deploy({ save: "leave.tfplan" });
    expect(closed.code).toBe(3);
    expect(closed.err).toContain("Nothing was applied: the gate is closed by ");
    const errors = closed.out.split("\n").filter((line) => /^ *error\b/.test(line));
    story.show(errors);
    for (const loud of ["NOBODY ELSE MAY CHANGE THE KEY POLICY of", "NOBODY ELSE MAY DECRYPT with"]) {
      const found = errors.find((line) => line.includes(loud));
      expect(found).toContain(LONELY_KEY);
      expect(found).toContain(`without ${KMS_HOLDER} `);
    }
    expect(closed.out).toMatch(
      new RegExp(`${FORGOTTEN_CRON} is suspended since .*, and was seen after that: .*${cronKey}`),
    );
    expect(closed.out).toContain(`${FIDO_HOLDER} holds MFA device`);
    expect(JSON.stringify(account.users)).toBe(remembered);

    story.tell("The FIDO key, which Terraform cannot manage, is swept");
    await story.savePlanJson(terraform, "leave.tfplan", "plan.json");
    const refused = await story.roster(sweep, { plan: "plan.json", yes: true }, ["console-01"]);
    expect(refused.code).toBe(3);
    const swept = await story.roster(sweep, { plan: "plan.json", yes: true }, [FIDO_HOLDER]);
    expect(swept).toMatchObject({ code: 0, out: expect.stringContaining("1 leftover removed") });

    story.tell("The job is back at work, the holder of the KMS key stays suspended; the other eighteen leave");
    file.text = suspended;
    file.resume(FORGOTTEN_CRON);
    file.remove(READY);
    const left = await story.deploy();
    expect([left.code, left.err]).toEqual([0, expect.not.stringContaining("Nothing was applied")]);
    for (const name of READY) {
      expect(left.out).toContain(`${name} (${ids.get(name)}): gone\n  the user: NoSuchEntity\n`);
      await expect(story.admin("iam:GetUser", { UserName: name })).rejects.toThrow(/NoSuchEntity|cannot be found/);
    }
    const devices = Object.values(account.mfaDevices);
    expect(devices.filter(({ user }) => user === undefined).map(({ serialNumber }) => serialNumber)).toEqual([
      `arn:aws:iam::${DEFAULT_ACCOUNT_ID}:mfa/console-02-old-phone`,
    ]);
    expect(devices.filter(({ user = "" }) => READY.includes(user))).toEqual([]);

    story.tell("Everybody else is there, and the log tells who left");
    expect(Object.keys(account.users)).toHaveLength(everybody - READY.length);
    expect(story.besideTags(BATCH)).toBe(others);
    expect(stillOpen(story.user(KMS_HOLDER))).toEqual([]);
    expect(story.user(FORGOTTEN_CRON).accessKeys.map(({ status }) => status)).toEqual(["Active"]);
    expect(account.kmsKeys[LONELY_KEY]).toMatchObject({ enabled: true });
    const removals = story.log().filter((entry) => entry.event === "removal");
    expect(removals.map(({ user, userId, result }) => [user, userId, result]).sort()).toEqual(
      READY.map((name) => [name, ids.get(name), "gone"]).sort(),
    );
    expect((await story.roster(verify, { log: true })).code).toBe(0);

    // A line that is taken out of the log is noticed.
    const lines = readFileSync(story.logFile, "utf8").split("\n");
    writeFileSync(story.logFile, lines.filter((line) => !line.includes('"tmp_05"')).join("\n"));
    expect((await story.roster(verify, { log: true })).code).toBe(3);
    expect(story.said + file.text + lines.join("\n")).not.toContain(CANARY);
    expect(existsSync(join(cwd, "users.imports.json"))).toBe(false);
  }, 900_000);
});

const READS = /:(Get|List|Describe|Lookup|Generate|Simulate)/;

/** What a user could still do something with. */
function stillOpen(user: User): string[] {
  const credentials = [
    ...user.accessKeys,
    ...user.sshPublicKeys,
    ...user.signingCertificates,
    ...user.serviceSpecificCredentials,
  ];
  return [
    ...credentials.filter(({ status }) => status === "Active").map((one) => JSON.stringify(one)),
    ...(user.loginProfile === undefined ? [] : ["password"]),
    ...(user.attachedPolicies.includes("arn:aws:iam::aws:policy/AWSDenyAll") ? [] : ["no AWSDenyAll"]),
  ];
}

/** The account, the project, and the days that pass. The last day is the real one: Terraform dates its plans itself. */
class Story {
  public readonly cwd = testdir({});
  public readonly file = new RosterFile(this.cwd);
  public readonly logFile = join(this.cwd, "roster-audit.jsonl");
  /** Every word that a command said. */
  public said = "";
  private readonly begun = Date.now();
  private env: NodeJS.ProcessEnv = {};

  private constructor(
    public readonly sandbox: Sandbox,
    private readonly clock: { today: Date },
  ) {}

  static async begin({ provider }: Terraform): Promise<Story> {
    const clock = { today: new Date(Math.floor(Date.now() / 1000) * 1000 - 15 * DAY_MS) };
    const sandbox = createSandbox({ state: messyAccount(clock.today), clock: () => clock.today });
    const story = new Story(sandbox, clock);
    const mirror = provider.source === "mirror" ? { ROSTER_PROVIDER_MIRROR: provider.where } : {};
    story.env = { ...e2eEnvironment(), ...sandboxEnvironment(await sandbox.listen()), ...mirror };
    return story;
  }

  public end(): Promise<void> {
    return this.sandbox.close();
  }

  public get today(): Date {
    return this.clock.today;
  }

  public get account() {
    return addAccount(this.sandbox.state, DEFAULT_ACCOUNT_ID);
  }

  public pass(days: number): void {
    this.clock.today = new Date(this.clock.today.getTime() + days * DAY_MS);
  }

  public user(name: string): User {
    const user = this.account.users[name];
    if (user === undefined) throw new Error(`there is no ${name}`);
    return user;
  }

  /** All users but some, as they are; of their tags only that they may have new ones. */
  public besideTags(but: readonly string[]): string {
    const others = Object.values(this.account.users).filter(({ userName }) => !but.includes(userName));
    return JSON.stringify(others.map(({ tags: _, ...user }) => user));
  }

  public log(): Entry[] {
    return readFileSync(this.logFile, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  }

  /** A command as cli/index.ts calls it, on this day. */
  public async roster(
    command: Command,
    values: Record<string, string | boolean> = {},
    positionals: string[] = [],
  ): Promise<Ran> {
    const ran = { code: 0, out: "", err: "" };
    const terminal = {
      out: (text: string) => {
        ran.out += text;
      },
      err: (text: string) => {
        ran.err += text;
        // Findings have several lines each, and there are many: the steps are what one watches.
        const said = text.trim();
        if (!said.includes("\n")) this.show([said]);
      },
      interactive: false,
    };
    ran.code = await command.run({ values, positionals, terminal, today: this.today, cwd: this.cwd, env: this.env });
    this.said += ran.out + ran.err;
    this.show([`${ran.out.trim().split("\n")[0]} (exit code ${ran.code})`]);
    return ran;
  }

  public deploy(values: Record<string, string> = {}): Promise<Ran> {
    return this.roster(deploy, {
      patience: "5",
      ...(values.save === undefined ? { "auto-approve": true } : {}),
      ...values,
    });
  }

  public async savePlanJson({ binary }: Terraform, planFile: string, json: string): Promise<void> {
    const workspace = new Workspace(join(this.cwd, "cdktf.out", "stacks", "users"), binary, { env: this.env });
    writeFileSync(join(this.cwd, json), JSON.stringify(await workspace.show(join(this.cwd, planFile))));
  }

  public async admin(...[action, input]: Parameters<ReturnType<typeof openAccount>["call"]>): Promise<void> {
    await this.call(this.env, action, input);
  }

  /** The cron job that nobody remembers. */
  public nightly(AWS_ACCESS_KEY_ID: string): Promise<void> {
    return this.call({ ...this.env, AWS_ACCESS_KEY_ID }, "sts:GetCallerIdentity", {});
  }

  /** One step, for whoever watches. */
  public tell(step: string): void {
    const seconds = Math.round((Date.now() - this.begun) / 1000);
    write(`\n[${String(seconds).padStart(3)} s, ${isoDate(this.today)}] ${step}\n`);
  }

  public show(lines: readonly string[]): void {
    write(lines.map((line) => `    ${line}\n`).join(""));
  }

  private async call(
    env: NodeJS.ProcessEnv,
    ...[action, input]: Parameters<ReturnType<typeof openAccount>["call"]>
  ): Promise<void> {
    const account = openAccount({ env });
    try {
      await account.call(action, input);
    } finally {
      await account.close();
    }
  }
}

function write(text: string): void {
  if (process.env.ROSTER_STORY === "1") process.stderr.write(text);
}
