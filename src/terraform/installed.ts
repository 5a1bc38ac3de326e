import { mkdir, readdir, readFile, realpath, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import type { Binary } from "./binary";
import { LOCK_FILE, lockedVersion } from "./lock";
import type { Mirror } from "./mirror";
import { AWS_PROVIDER, byVersion, goPlatform, REGISTRY_HOST } from "./provider";

/** Where a binary runs. */
export interface WorkingDirectory {
  readonly directory: string;
  readonly binary: Binary;
  /** The environment of the children, as `childEnvironment` makes it. */
  readonly env: NodeJS.ProcessEnv;
}

/** Kept beside the installed provider: without it, each init would try the registry again and wait for it. */
const MEMORY = "roster-provider.json";

function dataDirectory({ directory, env }: WorkingDirectory): string {
  return resolve(directory, env.TF_DATA_DIR || ".terraform");
}

/** The AWS provider that init has put into the workspace; `linkedTo` when it is a link to a package that lies elsewhere. */
export async function installedProvider(
  context: WorkingDirectory,
): Promise<{ version: string; linkedTo: string | undefined } | undefined> {
  const providers = join(dataDirectory(context), "providers");
  const host = REGISTRY_HOST[context.binary.product];
  const folder = join(providers, host, AWS_PROVIDER.source);
  let versions: string[];
  try {
    versions = (await readdir(folder)).sort(byVersion);
  } catch {
    return undefined;
  }
  // An older init may have left others, newer ones too.
  const locked = await readFile(join(context.directory, LOCK_FILE), "utf8").then(
    (text) => lockedVersion(text, host),
    () => undefined,
  );
  if (locked !== undefined && versions.includes(locked)) versions = [locked];
  for (const version of versions) {
    try {
      const target = await realpath(join(folder, version, goPlatform()));
      const inside = target.startsWith((await realpath(providers)) + sep);
      return { version, linkedTo: inside ? undefined : target };
    } catch {
      // For another platform.
    }
  }
  return undefined;
}

/** Notes which mirror served this workspace, for the next init. */
export async function remember(context: WorkingDirectory, mirror: Mirror): Promise<void> {
  const file = join(dataDirectory(context), MEMORY);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(mirror)}\n`);
}

/** The mirror that served the last init, if it is still there. */
export async function rememberedMirror(context: WorkingDirectory): Promise<Mirror | undefined> {
  try {
    const mirror = JSON.parse(await readFile(join(dataDirectory(context), MEMORY), "utf8")) as Mirror;
    const { host, path } = mirror;
    if (host !== REGISTRY_HOST[context.binary.product]) return undefined;
    return (await stat(join(path, host, AWS_PROVIDER.source))).isDirectory() ? mirror : undefined;
  } catch {
    return undefined;
  }
}
