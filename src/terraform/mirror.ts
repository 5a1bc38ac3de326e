import { type Dirent, existsSync } from "node:fs";
import { access, constants, open, readdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { by } from "../text/by";
import type { Product } from "./binary";
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

/** The mirror at `path`, or why it does not serve, as half a sentence. */
export async function inspectMirror(
  path: string,
  product: Product,
  platform: string = goPlatform(),
): Promise<Mirror | string> {
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

/** What lies in a directory, by name; nothing when it cannot be read. */
export async function entriesOf(path: string): Promise<Dirent[]> {
  try {
    return (await readdir(path, { withFileTypes: true })).sort(by(({ name }) => name));
  } catch {
    // It does not exist, is not a directory, or we may not read it: there is nothing to find in it.
    return [];
  }
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
