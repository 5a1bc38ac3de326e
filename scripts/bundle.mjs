// `npm run bundle`: the published command in a few files, with the parts of its libraries that it uses and no others.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** As deep below package.json as dist/src/cli: what the sources name relative to themselves is found from here too. */
const OUT = "dist/command/roster";

rmSync("dist/command", { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: ["src/cli/index.ts"],
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  // Of a CommonJS library `import()` has no names here, only a default; and what is not used of an ES module is left out.
  mainFields: ["module", "main"],
  // A command loads its own parts only.
  splitting: true,
  outdir: OUT,
  outExtension: { ".js": ".mjs" },
  plugins: [{ name: "our package.json stays beside the bundle", setup: leavePackageOut }],
  // What CommonJS libraries expect of their surroundings.
  banner: {
    js: [
      'import { createRequire as bundledRequire } from "node:module";',
      'import { dirname as bundledDirname } from "node:path";',
      'import { fileURLToPath as bundledPath } from "node:url";',
      "const require = bundledRequire(import.meta.url);",
      "const __filename = bundledPath(import.meta.url);",
      "const __dirname = bundledDirname(__filename);",
    ].join("\n"),
  },
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});
writeFileSync(join(OUT, "LICENSES.txt"), licences(packagesIn(metafile)));

/** Ours alone: libraries name their own in the same words. */
function leavePackageOut({ onResolve }) {
  onResolve({ filter: /^\.\.\/\.\.\/\.\.\/package\.json$/ }, ({ path, importer }) =>
    importer.includes("node_modules") ? undefined : { path, external: true },
  );
}

/** Folders of the packages of which something is in the bundle. */
function packagesIn({ outputs }) {
  const inputs = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = inputs.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []);
  return [...new Set(folders)].sort();
}

/** Their licences ask that their texts go with every copy. */
function licences(folders) {
  return folders
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
      if (license === undefined && texts.length === 0) throw new Error(`${name} does not say its licence`);
      const read = (file) => readFileSync(join(folder, file), "utf8").trim();
      return [`${name} ${version} (${license})`, ...texts.map(read)].join("\n\n");
    })
    .join(`\n\n${"-".repeat(80)}\n\n`)
    .concat("\n");
}
