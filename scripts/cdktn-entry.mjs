// Part of `npm run build`: the constructs for apps of CDK Terrain, dist/cdktn. The fork kept everything but the names of its packages,
// so that one source serves both: what was compiled for CDKTF is written once more with the other names.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Beside dist/constructs, so that what it imports of ours is found from here too. */
const [FROM, TO] = [join("dist", "constructs"), join("dist", "cdktn")];

/** `"cdktf"` and `"@cdktf/provider-aws/lib/..."`, as modules that are imported. */
const IMPORTED = /(\b(?:require|import)\(|\bfrom )"(@?)cdktf(?=[/"])/g;

rmSync(TO, { recursive: true, force: true });
mkdirSync(TO, { recursive: true });
let renamed = 0;
for (const name of readdirSync(FROM).filter((name) => /\.(js|d\.ts)$/.test(name))) {
  const text = readFileSync(join(FROM, name), "utf8").replace(IMPORTED, (_, before, scope) => {
    renamed += 1;
    return `${before}"${scope}cdktn`;
  });
  if (/["']@?cdktf["'/]/.test(text)) throw new Error(`${name} still names a package of CDKTF`);
  writeFileSync(join(TO, name), text);
}
if (renamed === 0) throw new Error(`nothing in ${FROM} imports CDKTF: was it compiled?`);
