import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadState, sandboxEnvironment } from "../../src/sandbox/index";
import { type Account, dumpState } from "../../src/sandbox/state";
import { e2eEnvironment } from "../e2e/harness";
import { RosterChild } from "../live/deploy-child";
import { Gate } from "../live/deploy-gate";
import { ObjectStore } from "../live/object-store";
import { enableDevice, openWorld, type World } from "../live/people";
import { BUCKET, ENABLED, rosterAfter, rosterBefore, STATE_KEY, type StateAt } from "./scenario";

const STATE_FILE = "terraform.users.tfstate";
/** AWS forgets at once in the sandbox. */
const DEPLOY = ["deploy", "--auto-approve", "--patience", "2"];

/** One account, one project folder, and the gate through which the one asks the other. */
export class Scene {
  private constructor(
    public readonly project: string,
    public readonly hands: World,
    public readonly store: ObjectStore,
    public readonly gate: Gate,
    public readonly env: NodeJS.ProcessEnv,
  ) {}

  public static async open(project: string, terraform: string, state?: string): Promise<Scene> {
    const world = await openWorld(state === undefined ? {} : { state: loadState(state) });
    const url = world.env.AWS_ENDPOINT_URL ?? "";
    const store = await ObjectStore.open(url);
    const gate = await Gate.open(store.url);
    const tmp = join(project, ".tmp");
    mkdirSync(tmp, { recursive: true });
    const env = {
      ...e2eEnvironment(),
      ...sandboxEnvironment(gate.url),
      TERRAFORM_BINARY_NAME: terraform,
      TMPDIR: tmp,
      // Short lives: a third of the CPU would go into collecting garbage.
      GOGC: "400",
    };
    return new Scene(project, world, store, gate, env);
  }

  public deploy(): RosterChild {
    return this.start(DEPLOY);
  }

  public start(words: readonly string[]): RosterChild {
    return new RosterChild(words[0] === "deploy" ? [...DEPLOY, ...words.slice(1)] : words, this.project, this.env);
  }

  public get account(): Account {
    return this.hands.memory;
  }

  /** The whole account, for `open`. */
  public dump(): string {
    return dumpState(this.hands.sandbox.state);
  }

  /** Where a local state is. */
  public get stateFile(): string {
    return join(this.project, STATE_FILE);
  }

  public async close(): Promise<void> {
    await this.gate.close();
    await this.store.close();
    await this.hands.close();
  }
}

/** The moment before an apply in which people leave, join and move: what each case begins with. */
export class Stage {
  private constructor(
    public readonly at: StateAt,
    private readonly project: string,
    private readonly terraform: string,
    private readonly state: string,
    private readonly objects: ReadonlyMap<string, Buffer>,
    /** By name: who bears it later may be somebody else. */
    public readonly userIds: ReadonlyMap<string, string>,
  ) {}

  /** @param folder empty, and there as long as the stage is used @param terraform see `instantInit` */
  public static async prepare(folder: string, terraform: string): Promise<Stage> {
    const project = join(folder, "before");
    mkdirSync(project);
    writeFileSync(join(project, "cdktf.json"), "{}");
    writeFileSync(join(project, "users.yaml"), rosterBefore("local"));
    const scene = await Scene.open(project, terraform);
    try {
      await scene.hands.admin.call("s3:CreateBucket", { Bucket: BUCKET });
      const { code, out, err } = await scene.deploy().ended;
      if (code !== 0) throw new Error(`the first deploy ended with ${code}:\n${out}${err}`);
      for (const [user, device] of ENABLED) await enableDevice(scene.hands, user, device);
      writeFileSync(join(project, "users.yaml"), rosterAfter("local"));
      const userIds = new Map(Object.values(scene.account.users).map(({ userName, userId }) => [userName, userId]));
      return new Stage("local", project, terraform, scene.dump(), new Map(), userIds);
    } finally {
      await scene.close();
    }
  }

  /** The same moment, with the state in a bucket. @param folder empty, as for `prepare` */
  public onS3(folder: string): Stage {
    const project = join(folder, "before");
    cpSync(this.project, project, { recursive: true, verbatimSymlinks: true });
    // How the other backend was configured.
    rmSync(join(project, "cdktf.out"), { recursive: true });
    writeFileSync(join(project, "users.yaml"), rosterAfter("s3"));
    const state = join(project, STATE_FILE);
    const objects = new Map([[`${BUCKET}/${STATE_KEY}`, readFileSync(state)]]);
    for (const file of [state, `${state}.backup`]) rmSync(file);
    return new Stage("s3", project, this.terraform, this.state, objects, this.userIds);
  }

  /** A copy of account and project, of which nobody else knows. @param folder not there yet */
  public async open(folder: string): Promise<Scene> {
    cpSync(this.project, folder, { recursive: true, verbatimSymlinks: true });
    const scene = await Scene.open(folder, this.terraform, this.state);
    for (const [name, body] of this.objects) scene.store.put(name, body);
    return scene;
  }
}
