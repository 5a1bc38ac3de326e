import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { ACTIONS } from "../../sandbox/actions";
import { MODELS, type Service } from "../../sandbox/model";

const PAGE = "docs/sandbox.md";
const START = "<!-- actions: written by `UPDATE_DOCS=1 npx jest test/sandbox/docs` -->\n";
const END = "<!-- end of actions -->";
const TITLES: Record<Service, string> = { iam: "IAM", sts: "STS", kms: "KMS", cloudtrail: "CloudTrail", s3: "S3" };

function writeActions(): string {
  const services = Object.entries(TITLES) as Array<[Service, string]>;
  return services
    .map(([service, title]) => {
      const names = [...ACTIONS[service].keys()].sort().map((name) => `\`${name}\``);
      return `\n**${title}** (${names.length}): ${names.join(", ")}\n`;
    })
    .join("");
}

test("the page lists the actions that there are", () => {
  const page = readFileSync(PAGE, "utf8");
  const [before, rest] = page.split(START);
  const [listed, after] = (rest ?? "").split(END);
  const wanted = `${writeActions()}\n`;
  if (process.env.UPDATE_DOCS) writeFileSync(PAGE, `${before}${START}${wanted}${END}${after}`);
  else expect(listed).toBe(wanted);
});

test("every file of an action is listed, and has its constraints", () => {
  const files = readdirSync("sandbox/actions").map((name) => name.replace(/\.ts$/, ""));
  const names = Object.values(ACTIONS).flatMap((actions) => [...actions.keys()]);
  expect(names.sort()).toEqual(files.filter((name) => name !== "index").sort());
  for (const [service, actions] of Object.entries(ACTIONS)) {
    for (const name of actions.keys()) expect(MODELS[service as Service].operations.has(name)).toBe(true);
  }
});

test("the sandbox imports nothing but its own room, ground rooms and Node", () => {
  const files = [...readdirSync("sandbox"), ...readdirSync("sandbox/actions").map((name) => `actions/${name}`)];
  for (const file of files.filter((name) => name.endsWith(".ts"))) {
    const imports = [...readFileSync(`sandbox/${file}`, "utf8").matchAll(/from "([^"]+)"/g)].map(
      (match) => match[1] ?? "",
    );
    const allowed = file.startsWith("actions/")
      ? /^(\.\/|\.\.\/[a-z-]+$|\.\.\/\.\.\/(policy|terms|text)\/|node:)/
      : /^(\.\/|\.\.\/(policy|terms|text)\/|node:)/;
    const outside = imports.filter((path) => !allowed.test(path));
    expect([file, outside]).toEqual([file, []]);
  }
});
