import { isObject } from "../../text/values";
import { UsageError } from "../command";
import type { OwnPackage } from "../own-package";
import type { Answers } from "./answers";

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The package.json of a new project: the scripts, and exactly this version of what it needs. */
export function packageJson(name: string, answers: Answers, own: OwnPackage): string {
  const begun = { name: packageName(name), private: true };
  return written({ ...begun, ...extended({}, answers, own).manifest }, "  ");
}

/**
 * A package.json that is there already, with the entries that it lacks; what it has stays as it is.
 * @throws UsageError when it is not a JSON object: what the project lacks could not be added, and npm cannot read it either
 */
export function extendedPackageJson(text: string, answers: Answers, own: OwnPackage) {
  const manifest = manifestIn(text);
  if (manifest === undefined)
    throw new UsageError(
      "package.json is no JSON object; mend it, or move it away, and init again: nothing was written",
    );
  const { manifest: whole, added } = extended(manifest, answers, own);
  return { text: written(whole, /^([ \t]+)"/m.exec(text)?.[1] ?? "  "), added };
}

function manifestIn(text: string): Manifest | undefined {
  try {
    const manifest: unknown = JSON.parse(text);
    return isObject(manifest) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

function extended(manifest: Manifest, { cdktf }: Answers, { version, devDependencies }: OwnPackage) {
  const added: string[] = [];
  const here = { ...manifest.dependencies, ...manifest.devDependencies };
  const lacking = (section: string, wanted: Record<string, string>, present: Readonly<Record<string, string>>) => {
    const missing = Object.entries(wanted).filter(([key]) => !Object.hasOwn(present, key));
    added.push(...missing.map(([key]) => `${section}.${key}`));
    return Object.fromEntries(missing);
  };
  const scripts = lacking("scripts", projectScripts, manifest.scripts ?? {});
  const dependencies = lacking("dependencies", { "iam-roster": version }, here);
  const cdktfVersion = (devDependencies["cdktf-cli"] ?? "").replace(/^\D*/, "");
  const tools = cdktf ? lacking("devDependencies", { "cdktf-cli": cdktfVersion }, here) : {};
  const section = (key: keyof Manifest, more: Record<string, string>) =>
    Object.keys(more).length === 0 ? {} : { [key]: { ...manifest[key], ...more } };
  return {
    manifest: {
      ...manifest,
      ...section("scripts", scripts),
      ...section("dependencies", dependencies),
      ...section("devDependencies", tools),
    },
    added,
  };
}

/** Of a project that init begins. */
export const projectScripts = {
  roster: "roster",
  validate: "roster validate",
  rehearse: "roster rehearse",
  deploy: "roster deploy",
};

function written(manifest: object, indent: string): string {
  return `${JSON.stringify(manifest, undefined, indent)}\n`;
}

/** A folder's name as npm allows it. */
function packageName(folder: string): string {
  return (
    folder
      .toLowerCase()
      .replace(/[^a-z0-9.-]+/g, "-")
      .replace(/^[.-]+|-+$/g, "")
      .slice(0, 100) || "iam-users"
  );
}
