import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { Product } from "./binary";
import { TerraformFailure } from "./failure";
import { entriesOf, inspectMirror, type Mirror } from "./mirror";
import { AWS_PROVIDER, goPlatform, REGISTRY_HOST } from "./provider";

export interface MirrorSearch {
  readonly mirror?: Mirror;
  /** Mirrors that were found and do not serve, each with the reason as half a sentence. */
  readonly rejected: readonly { readonly path: string; readonly reason: string }[];
  /** The directories below which it looked. */
  readonly roots: readonly string[];
  /** How many directories it looked into before it gave up; `undefined` when it looked into all of them. */
  readonly gaveUpAfter?: number;
}

export interface MirrorSearchOptions {
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** @default "terraform" */
  readonly product?: Product;
  /** @default - `~/.terraform.d/plugins`, `/opt`, `/usr/local/share`, `/usr/share` */
  readonly roots?: readonly string[];
  /** @default - this machine, for instance `linux_amd64` */
  readonly platform?: string;
  /** How many directories to look into at most. @default 20,000 */
  readonly directories?: number;
  /** Ends the search; its result is then of no use. */
  readonly signal?: AbortSignal;
}

/**
 * Levels below a root, and directories in all: a search must never become a walk through a disk. There is no limit of time,
 * since what is found would then depend on what else the machine does.
 */
const DEPTH = 3;
const DIRECTORIES = 20_000;

/**
 * The mirror that `ROSTER_PROVIDER_MIRROR` names.
 *
 * @returns undefined when the variable is not set
 * @throws TerraformFailure reason `provider` when it names something that does not serve
 */
export async function namedMirror({
  env = process.env,
  product = "terraform",
  platform,
}: MirrorSearchOptions = {}): Promise<Mirror | undefined> {
  const named = env.ROSTER_PROVIDER_MIRROR?.trim();
  if (!named) return undefined;
  const found = await inspectMirror(resolve(named), product, platform);
  if (typeof found !== "string") return found;
  throw new TerraformFailure(
    "provider",
    `ROSTER_PROVIDER_MIRROR is ${named}, but ${found}. ` +
      `Name the directory that contains ${REGISTRY_HOST[product]}/${AWS_PROVIDER.source}/, as "terraform providers mirror DIR" fills it.`,
  );
}

/** Looks for a filesystem mirror: the first one under the roots that serves, nearest to a root first. */
export async function searchMirrors(options: MirrorSearchOptions = {}): Promise<MirrorSearch> {
  const { env = process.env, product = "terraform", platform, directories = DIRECTORIES, signal } = options;
  const roots = options.roots ?? mirrorRoots(env);
  const rejected: { path: string; reason: string }[] = [];
  let seen = 0;
  let level: readonly string[] = roots;
  for (let depth = 0; depth <= DEPTH; depth++) {
    const next: string[] = [];
    for (const path of level) {
      if (signal?.aborted) return { rejected, roots };
      if (seen === directories) return { rejected, roots, gaveUpAfter: seen };
      seen++;
      const entries = await entriesOf(path);
      if (holdsAws(path, entries)) {
        const found = await inspectMirror(path, product, platform);
        if (typeof found !== "string") return { mirror: found, rejected, roots };
        rejected.push({ path, reason: found });
      }
      // Links are not followed.
      next.push(...entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(path, name)));
    }
    level = next;
  }
  return { rejected, roots };
}

function holdsAws(path: string, entries: readonly { readonly name: string }[]): boolean {
  const hosts = Object.values(REGISTRY_HOST).filter((host) => entries.some(({ name }) => name === host));
  return hosts.some((host) => existsSync(join(path, host, AWS_PROVIDER.source)));
}

/** Where mirrors usually lie; the small directories first. */
export function mirrorRoots(env: NodeJS.ProcessEnv): string[] {
  const home = env.HOME || homedir();
  return [join(home, ".terraform.d", "plugins"), "/opt", "/usr/local/share", "/usr/share"];
}

/** What a search without a result says: where it looked, whether it gave up, and what to do. */
export function nothingFound({ rejected, roots, gaveUpAfter }: MirrorSearch, product: Product): string {
  const found =
    gaveUpAfter === undefined ? "lies" : `was found in ${gaveUpAfter} directories, after which the search gave up,`;
  const passed = rejected.map(({ path, reason }) => `\n  ${path}: ${reason}`).join("");
  return (
    `no mirror with ${AWS_PROVIDER.source} ${AWS_PROVIDER.constraint} for ${goPlatform()} ${found} under ${roots.join(", ")}.` +
    `${passed && ` Passed over:${passed}`}\n` +
    `Run "${product} providers mirror DIR" where there is a network, and set ROSTER_PROVIDER_MIRROR to the copy of DIR.`
  );
}
