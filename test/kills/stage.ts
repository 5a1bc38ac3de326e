import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadState, sandboxEnvironment } from "../../src/sandbox/index";
import { type Account, addAccount, DEFAULT_ACCOUNT_ID, dumpState } from "../../src/sandbox/state";
import { e2eEnvironment } from "../e2e/harness";
import { RosterChild } from "../live/deploy-child";
import { Gate } from "../live/deploy-gate";
import { ObjectStore } from "../live/object-store";
import { enableDevice, openWorld, type World } from "../live/people";
import { BUCKET, ENABLED, rosterAfter, rosterBefore, type StateAt } from "./scenario";

/** AWS forgets at once in the sandbox. */
const DEPLOY = ["deploy", "--auto-approve", "--patience", "2"];

/** One account, one project folder, and the gate through which the one asks the other. */
export class Scene {
  private constructor(
    public readonly project: string,
    private readonly world: World,
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
    return this.world.memory;
  }

  public get hands(): World {
    return this.world;
  }

  /** The whole account, for `open`. */
  public dump(): string {
    return dumpState(this.world.sandbox.state);
  }

  public async close(): Promise<void> {
    await this.gate.close();
    await this.store.close();
    await this.world.close();
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
  ) {}

  /** @param folder empty, and there as long as the stage is used @param terraform see `instantInit` */
  public static async prepare(at: StateAt, folder: string, terraform: string): Promise<Stage> {
    const project = join(folder, "before");
    mkdirSync(project);
    writeFileSync(join(project, "cdktf.json"), "{}");
    writeFileSync(join(project, "users.yaml"), rosterBefore(at));
    const scene = await Scene.open(project, terraform);
    try {
      if (at === "s3") await scene.hands.admin.call("s3:CreateBucket", { Bucket: BUCKET });
      const { code, out, err } = await scene.deploy().ended;
      if (code !== 0) throw new Error(`the first deploy ended with ${code}:\n${out}${err}`);
      for (const [user, device] of ENABLED) await enableDevice(scene.hands, user, device);
      writeFileSync(join(project, "users.yaml"), rosterAfter(at));
      const objects = new Map([...scene.store.objects].map(([name, { body }]) => [name, body]));
      return new Stage(at, project, terraform, scene.dump(), objects);
    } finally {
      await scene.close();
    }
  }

  /** A copy of account and project, of which nobody else knows. @param folder not there yet */
  public async open(folder: string): Promise<Scene> {
    cpSync(this.project, folder, { recursive: true, verbatimSymlinks: true });
    const scene = await Scene.open(folder, this.terraform, this.state);
    for (const [name, body] of this.objects) scene.store.put(name, body);
    return scene;
  }
}

/** The same account in every scene. */
export const ACCOUNT = DEFAULT_ACCOUNT_ID;
export { addAccount };
