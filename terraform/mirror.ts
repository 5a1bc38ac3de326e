import { type Dirent, existsSync } from "node:fs";
import { access, constants, open, readdir, realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { Product } from "./binary";
import { TerraformFailure } from "./failure";
import { AWS_PROVIDER, byVersion, goPlatform, meetsConstraint, REGISTRY_HOST } from "./provider";

/** A directory laid out as `terraform providers mirror` does it, that holds the AWS provider for this machine. */
export interface Mirror {
  /** The directory above `registry.terraform.io/`; absolute. */
  readonly path: string;
  readonly host: string;
  /** The version that terraform will take: the newest that meets the constraint. */
  readonly version: string;
  readonly layout: "unpacked" | "packed";
}

export interface MirrorSearch {
  readonly mirror?: Mirror;
  /** Mirrors that were found and do not serve, each with the reason as half a sentence. */
  readonly rejected: readonly { readonly path: string; readonly reason: string }[];
  /** The roots that were looked through. */
  readonly roots: readonly string[];
}

export interface MirrorSearchOptions {
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** @default "terraform" */
  readonly product?: Product;
  /** @default - `~/.terraform.d/plugins`, `/usr/share`, `/usr/local/share`, `/opt` */
  readonly roots?: readonly string[];
  /** @default - this machine, for instance `linux_amd64` */
  readonly platform?: string;
}

/** Levels below a root, directories in all, and time: a search must never become a walk through a disk. */
const DEPTH = 3;
const DIRECTORIES = 20_000;
const MILLISECONDS = 2_000;

/** The mirror to use, or `undefined`. See `searchMirrors` for why a mirror was passed over. */
export async function findProviderMirror(
  env: NodeJS.ProcessEnv = process.env,
  product: Product = "terraform",
): Promise<Mirror | undefined> {
  return (await searchMirrors({ env, product })).mirror;
}

/**
 * Looks for a filesystem mirror: the one that `ROSTER_PROVIDER_MIRROR` names and no other, else the first one under the roots,
 * nearest to a root first.
 *
 * @throws TerraformFailure reason `provider` when `ROSTER_PROVIDER_MIRROR` names something that does not serve.
 */
export async function searchMirrors(options: MirrorSearchOptions = {}): Promise<MirrorSearch> {
  const env = options.env ?? process.env;
  const product = options.product ?? "terraform";
  const platform = options.platform ?? goPlatform();

  const named = env.ROSTER_PROVIDER_MIRROR?.trim();
  if (named) {
    const path = resolve(named);
    const found = await inspect(path, product, platform);
    if (typeof found !== "string") return { mirror: found, rejected: [], roots: [path] };
    throw new TerraformFailure(
      "provider",
      `ROSTER_PROVIDER_MIRROR is ${named}, but ${found}. ` +
        `Name the directory that contains ${REGISTRY_HOST[product]}/${AWS_PROVIDER.source}/, as "terraform providers mirror DIR" fills it.`,
    );
  }

  const roots = options.roots ?? usualRoots(env);
  const rejected: { path: string; reason: string }[] = [];
  for await (const path of directories(roots)) {
    const held = Object.values(REGISTRY_HOST).some((each) => existsSync(join(path, each, AWS_PROVIDER.source)));
    if (!held) continue;
    const found = await inspect(path, product, platform);
    if (typeof found !== "string") return { mirror: found, rejected, roots };
    rejected.push({ path, reason: found });
  }
  return { rejected, roots };
}

function usualRoots(env: NodeJS.ProcessEnv): string[] {
  const home = env.HOME || homedir();
  return [join(home, ".terraform.d", "plugins"), "/usr/share", "/usr/local/share", "/opt"];
}

/** The roots and what lies below them, level by level, within the bounds. Links are not followed. */
async function* directories(roots: readonly string[]): AsyncGenerator<string> {
  const deadline = Date.now() + MILLISECONDS;
  let level: string[] = [...roots];
  let seen = 0;
  for (let depth = 0; depth <= DEPTH; depth++) {
    const next: string[] = [];
    for (const path of level) {
      if (++seen > DIRECTORIES || Date.now() > deadline) return;
      yield path;
      if (depth < DEPTH) next.push(...(await foldersOf(path)));
    }
    level = next;
  }
}

async function foldersOf(path: string): Promise<string[]> {
  return (await entriesOf(path)).filter((entry) => entry.isDirectory()).map((entry) => join(path, entry.name));
}

async function entriesOf(path: string): Promise<Dirent[]> {
  try {
    return (await readdir(path, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // Not there, not a directory, or not for us to read: nothing to be found in it.
    return [];
  }
}

/** The mirror at `path`, or why it does not serve, as half a sentence. */
async function inspect(path: string, product: Product, platform: string): Promise<Mirror | string> {
  const host = REGISTRY_HOST[product];
  const folder = join(path, host, AWS_PROVIDER.source);
  if (!existsSync(path)) return "there is no such directory";
  if (!existsSync(folder)) {
    const other = Object.values(REGISTRY_HOST).find((each) => existsSync(join(path, each, AWS_PROVIDER.source)));
    return other
      ? `it holds ${AWS_PROVIDER.source} of ${other}, and this binary asks for the one of ${host}`
      : `it holds no ${host}/${AWS_PROVIDER.source}`;
  }
  // Terraform follows a link only at the last level, OS_ARCH (measured with 1.11.4).
  if ((await realpath(folder)) !== join(await realpath(path), host, AWS_PROVIDER.source)) {
    return `its ${host}/${AWS_PROVIDER.source} leads through a symbolic link, which ${product} does not follow`;
  }
  const packages = await packagesIn(folder);
  const here = packages.filter((each) => each.platform === platform);
  if (here.length === 0) {
    const others = [...new Set(packages.map((each) => each.platform))].sort().join(", ");
    return `it holds no ${AWS_PROVIDER.source} for ${platform}${others ? `, only for ${others}` : ""}`;
  }
  const fitting = here.filter((each) => meetsConstraint(each.version)).sort((a, b) => byVersion(a.version, b.version));
  const best = fitting[0];
  if (!best) {
    const versions = [...new Set(here.map((each) => each.version))].sort(byVersion).join(", ");
    return `it holds ${AWS_PROVIDER.source} ${versions}, and ${AWS_PROVIDER.constraint} is needed`;
  }
  // Terraform takes the newest and no other, so a broken one is not passed over here either.
  if (!(await best.whole())) return `its ${AWS_PROVIDER.source} ${best.version} for ${platform} is broken or empty`;
  return { path, host, version: best.version, layout: best.layout };
}

interface Package {
  readonly version: string;
  readonly platform: string;
  readonly layout: Mirror["layout"];
  /** Whether there is a program in it, or at least the beginning of a zip. */
  readonly whole: () => Promise<boolean>;
}

async function packagesIn(folder: string): Promise<Package[]> {
  const found: Package[] = [];
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    const zip = /^terraform-provider-aws_(\d[^_]*)_([a-z0-9]+_[a-z0-9]+)\.zip$/.exec(entry.name);
    if (zip) {
      found.push({ version: zip[1] ?? "", platform: zip[2] ?? "", layout: "packed", whole: () => isZip(path) });
    } else if (entry.isDirectory() && /^\d+\.\d+\.\d+/.test(entry.name)) {
      for (const { name } of await entriesOf(path)) {
        if (!/^[a-z0-9]+_[a-z0-9]+$/.test(name)) continue;
        const whole = (): Promise<boolean> => holdsProgram(join(path, name));
        found.push({ version: entry.name, platform: name, layout: "unpacked", whole });
      }
    }
  }
  return found;
}

async function holdsProgram(folder: string): Promise<boolean> {
  for (const { name } of await entriesOf(folder)) {
    if (!name.startsWith("terraform-provider-aws")) continue;
    try {
      await access(join(folder, name), constants.X_OK);
      return true;
    } catch {
      // Not executable.
    }
  }
  return false;
}

async function isZip(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return bytesRead === 4 && buffer.readUInt32LE() === 0x04034b50;
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}
