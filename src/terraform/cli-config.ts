import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Product } from "./binary";
import { CLI_CONFIG_VARIABLES } from "./environment";
import { AWS_PROVIDER, REGISTRY_HOST } from "./provider";

/** What the user has told terraform itself, outside the project. */
export interface CliConfig {
  /** The files in force, in the order in which they are read. */
  readonly files: readonly string[];
  /** Whether one of them says where providers come from: then nothing of ours interferes. */
  readonly installation: boolean;
  /** Their text, to be kept when a mirror is added: credentials, `plugin_cache_dir`. */
  readonly text: string;
}

/**
 * Finds the CLI configuration in force: the file that a variable names, else the one in the home directory with the `*.tfrc`
 * files of the configuration directory. Files that do not exist or cannot be read count as not there; terraform
 * itself will complain about the latter.
 */
export function findCliConfig(
  env: NodeJS.ProcessEnv,
  product: Product,
  platform: NodeJS.Platform = process.platform,
): CliConfig {
  const files = candidates(env, product, platform).filter((file) => existsSync(file) && statSync(file).isFile());
  const text = files.map(readText).join("\n");
  const code = text.replace(/^\s*(#|\/\/).*$/gm, "").replace(/\/\*[\s\S]*?\*\//g, "");
  return { files, installation: /\bprovider_installation\b/.test(code), text };
}

function candidates(env: NodeJS.ProcessEnv, product: Product, platform: NodeJS.Platform): string[] {
  for (const name of CLI_CONFIG_VARIABLES) {
    const named = env[name];
    if (named && existsSync(named)) return [named];
  }
  const home = env.HOME || homedir();
  const existing = (files: readonly string[]) => files.filter((file) => existsSync(file)).slice(0, 1);
  if (platform === "win32") {
    const names = product === "tofu" ? ["tofu.rc", "terraform.rc"] : ["terraform.rc"];
    return existing(names.map((name) => join(env.APPDATA ?? home, name)));
  }
  const settings = env.XDG_CONFIG_HOME;
  const main =
    product === "tofu"
      ? [join(home, ".tofurc"), ...(settings ? [join(settings, "opentofu", "tofurc")] : []), join(home, ".terraformrc")]
      : [join(home, ".terraformrc")];
  const folder = join(home, ".terraform.d");
  return [...existing(main), ...filesOf(folder).map((file) => join(folder, file))];
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(".tfrc"))
      .sort();
  } catch {
    return [];
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/**
 * The text of a CLI configuration that takes the AWS provider from the filesystem mirror `path` and everything else from
 * where it comes anyway. `kept` is the user's own configuration; it is left out where it cannot be joined.
 */
export function mirrorConfig(path: string, kept?: CliConfig): string {
  const sources = Object.values(REGISTRY_HOST)
    .map((host) => quote(`${host}/${AWS_PROVIDER.source}`))
    .join(", ");
  const own = kept && canKeep(kept) ? `${kept.text}\n` : "";
  return `${own}provider_installation {
  filesystem_mirror {
    path    = ${quote(path)}
    include = [${sources}]
  }
  direct {
    exclude = [${sources}]
  }
}
`;
}

/** Two `provider_installation` blocks are an error, and a file in JSON cannot be continued in HCL. */
function canKeep(config: CliConfig): boolean {
  return !config.installation && !config.text.trimStart().startsWith("{");
}

/** A string of the CLI configuration, which is HCL 1: there `${` begins an interpolation and has no escape of its own. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll("$", "\\u0024");
}
