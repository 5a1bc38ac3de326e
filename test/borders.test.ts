import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const root = join(__dirname, "..");

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typesOnly: boolean;
}

/** Which rooms a room may import; "types" allows `import type` alone. Rooms that are not listed may import everything. */
const allowed: Readonly<Record<string, Readonly<Record<string, "all" | "types">>>> = {
  text: {},
  terms: { text: "all" },
  policy: { terms: "all", text: "all" },
  plan: { terms: "all", text: "all" },
  rules: { terms: "all", text: "all" },
  files: { text: "all" },
  roster: { files: "all", policy: "all", rules: "all", terms: "all", text: "all" },
  guards: { policy: "all", roster: "types", rules: "all", terms: "all", text: "all" },
  constructs: { roster: "types", policy: "types", terms: "all", text: "all" },
  review: { plan: "all", policy: "all", roster: "all", rules: "all", terms: "all", text: "all" },
  terraform: { files: "all", plan: "all", terms: "all", text: "all" },
  sandbox: { policy: "all", terms: "all", text: "all" },
  live: { files: "all", plan: "all", policy: "all", roster: "all", rules: "all", terms: "all", text: "all" },
};

const outside = /^(cdktf|@cdktf|constructs|@aws-sdk|node:)/;

const packagesRefused: Readonly<Record<string, RegExp>> = {
  text: outside,
  terms: outside,
  policy: outside,
  plan: outside,
  rules: outside,
  files: /^(cdktf|@cdktf|constructs|@aws-sdk)/,
  roster: /^(cdktf|@cdktf|constructs|@aws-sdk)/,
  guards: /^(cdktf|@cdktf|constructs|@aws-sdk|node:fs)/,
  constructs: /^(@aws-sdk|node:fs|node:child_process)/,
  review: /^(cdktf|@cdktf|constructs|@aws-sdk)/,
  sandbox: /^(cdktf|@cdktf|constructs|@aws-sdk)/,
};

function filesOf(room: string): string[] {
  // The ground rooms come one by one.
  if (!existsSync(join(root, room))) return [];
  return readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith("users.validate.ts"))
    .map((file) => join(root, room, file));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, "utf8");
  const statements = text.matchAll(/^(import|export)( type)?([^;]*?) from "([^"]+)"|import\("([^"]+)"\)/gm);
  return [...statements].map(([, , type, names, to, dynamic]) => {
    const members = names
      ?.match(/\{([^}]*)\}/)?.[1]
      ?.split(",")
      .filter((member) => member.trim() !== "");
    const onlyTypes = members?.every((member) => member.trim().startsWith("type ")) ?? false;
    return { from: relative(root, file), to: to ?? dynamic ?? "", typesOnly: type !== undefined || onlyTypes };
  });
}

function roomOf(path: string): string {
  return path.split("/")[0] ?? "";
}

const rooms = Object.keys(allowed);

test.each(rooms)("%s imports only what the design allows", (room) => {
  const refused = filesOf(room)
    .flatMap(importsOf)
    .filter(({ from, to, typesOnly }) => {
      if (!to.startsWith(".")) return packagesRefused[room]?.test(to) ?? false;
      const target = roomOf(relative(root, join(root, dirname(from), to)));
      if (target === room) return false;
      const rule = allowed[room]?.[target];
      return !(rule === "all" || (rule === "types" && typesOnly));
    })
    .map(({ from, to }) => `${from} imports ${to}`);
  expect(refused).toEqual([]);
});

test("nobody imports the whole provider: its index costs 500 MB and seconds", () => {
  const everything = [...rooms, "cli", "bench", "examples", "test"].flatMap(filesOf).concat(join(root, "main.ts"));
  const barrel = everything.flatMap(importsOf).filter(({ to }) => /^@cdktf\/provider-aws(\/lib)?$/.test(to));
  expect(barrel).toEqual([]);
});

test("main.ts stays an entry: at most 40 lines", () => {
  expect(readFileSync(join(root, "main.ts"), "utf8").split("\n").length).toBeLessThanOrEqual(41);
});

test("only cli/index.ts ends the process", () => {
  const exits = [...rooms, "cli"]
    .flatMap(filesOf)
    .filter((file) => /process\.exit\b/.test(readFileSync(file, "utf8")))
    .map((file) => relative(root, file));
  expect(exits).toEqual(["cli/index.ts"]);
});
