import { type CommandFacts, UsageError } from "../../src/cli/command";
import { defineCommand, type Input } from "../../src/cli/define-command";
import { helpOf, widthOf } from "../../src/cli/help";
import { parseWords } from "../../src/cli/parse";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";

const options = {
  out: { type: "string", value: "DIR", help: "where to write" },
  plan: { type: "string", value: "PLAN", required: true, help: "the plan" },
  region: {
    type: "string",
    value: "REGION",
    multiple: true,
    pattern: /^[a-z]+-\d$/,
    takes: "a region",
    help: "where",
  },
  concurrency: {
    type: "integer",
    value: "N",
    min: 1,
    max: 100,
    help: "calls at a time",
  },
  days: { type: "integer", value: "N", min: 0, help: "so many days back" },
  groups: {
    type: "choice",
    choices: ["take", "refer"],
    help: "what of groups",
  },
  format: {
    type: "choice",
    choices: ["text", "json"],
    default: "text",
    help: "how it is written",
  },
  yes: { type: "boolean", help: "does it" },
} as const;

const args = {
  user: { value: "USER", help: "who leaves" },
  more: { value: "USER", optional: true, many: true, help: "who leaves too" },
} as const;

type Read = Pick<Input<typeof options, typeof args>, "values" | "args">;

/** What the compiler makes of the description; a change of it does not compile. */
const typed: Read = {
  args: { user: "alice", more: ["bob"] },
  values: {
    out: undefined,
    plan: "p",
    region: ["us-1"],
    concurrency: 3,
    days: undefined,
    groups: "take",
    format: "text",
    yes: true,
  },
};

async function read(...words: string[]): Promise<Read> {
  const seen: Read[] = [];
  const command = defineCommand({
    name: "leave",
    task: "apply",
    summary: "Lets people leave.",
    arguments: args,
    options,
    run: async (input) => {
      seen.push({ values: input.values, args: input.args });
      return 0;
    },
  });
  const { out } = await runCommand(command, testdir({}), words);
  if (seen[0] === undefined) throw new Error(out);
  return seen[0];
}

test("words become values of the types that the description says", async () => {
  const words = ["alice", "bob", "--plan=p", "--region", "us-1", "--concurrency", "3", "--groups", "take", "--yes"];
  expect(await read(...words)).toEqual(typed);
});

test("what is not given is undefined, false, an empty list or its default", async () => {
  expect(await read("--plan", "p", "alice")).toEqual({
    args: { user: "alice", more: [] },
    values: {
      ...{
        out: undefined,
        plan: "p",
        region: [],
        concurrency: undefined,
        days: undefined,
        groups: undefined,
      },
      ...{ format: "text", yes: false },
    },
  });
});

test("what looks like an option is a value after =, and a word after --", async () => {
  expect(await read("--plan=--yes", "--", "--alice")).toMatchObject({
    args: { user: "--alice" },
    values: { plan: "--yes", yes: false },
  });
});

const usage = `usage: roster leave USER [USER..] [--out DIR] --plan PLAN [--region REGION].. [--concurrency N] [--days N] [--groups take|refer] [--format text|json] [--yes]`;

test.each([
  [["--plna", "p"], `there is no option --plna; did you mean --plan?\n${usage}`],
  [["--whatever"], `there is no option --whatever\n${usage}`],
  [["--__proto__"], `there is no option --__proto__\n${usage}`],
  [["-x"], `there is no option -x\n${usage}`],
  [["--yes=no"], `--yes takes no value: no\n${usage}`],
  [["--plan", "--yes"], `--plan needs a value\n${usage}`],
  [["alice", "--plan"], `--plan needs a value\n${usage}`],
  [["alice"], `--plan is missing\n${usage}`],
  [["--plan", "p"], `USER is missing\n${usage}`],
  [["--plan", "p", "alice", "--out="], "--out takes DIR: "],
  [["--plan", "p", "alice", "--concurrency", "x"], "--concurrency takes a whole number from 1 to 100: x"],
  [["--plan", "p", "alice", "--concurrency", "0"], "--concurrency takes a whole number from 1 to 100: 0"],
  [["--plan", "p", "alice", "--concurrency", "1e1"], "--concurrency takes a whole number from 1 to 100: 1e1"],
  [["--plan", "p", "alice", "--concurrency=-3"], "--concurrency takes a whole number from 1 to 100: -3"],
  [["--plan", "p", "alice", "--days", "0x10"], "--days takes a whole number from 0: 0x10"],
  [["--plan", "p", "alice", "--groups", "x\n\u001b[2J"], "--groups takes take or refer: x\\u{a}\\u{1b}[2J"],
  [["--plan", "p", "alice", "--groups", "tkae"], "--groups takes take or refer: tkae; did you mean take?"],
  [["--plan", "p", "alice", "--region", "us-1", "--region", "x"], "--region takes a region: x"],
])("fails when it is called with %j", async (words, message) => {
  await expect(read(...words)).rejects.toThrow(new UsageError(message));
});

test("help is as wide as the terminal, and never too narrow to read", () => {
  expect([widthOf(undefined), widthOf(0), widthOf(200), widthOf(72), widthOf(10)]).toEqual([120, 120, 120, 72, 40]);
  const facts = {
    name: "leave",
    task: "apply",
    summary: "Lets people leave.",
    notes: [],
    examples: [],
    options,
    arguments: args,
  };
  const lines = helpOf(facts as unknown as CommandFacts, 60).split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
});

test("help comes from the description", async () => {
  const help = await read("--help", "--yes").catch((error: Error) => error.message);
  expect(help).toMatchInlineSnapshot(`
    "usage: roster leave USER [USER..] [--out DIR] --plan PLAN [--region REGION].. [--concurrency N] [--days N]
                        [--groups take|refer] [--format text|json] [--yes]

    Lets people leave.

      USER                      who leaves
      USER..                    who leaves too
      --out DIR                 where to write
      --plan PLAN               the plan
      --region REGION           where
      --concurrency N           calls at a time
      --days N                  so many days back
      --groups take|refer       what of groups
      --format text|json        how it is written; default text
      --yes                     does it
      --quiet                   says nothing of its progress; results and problems are printed as ever
      --color auto|always|never
                                auto: on a terminal, unless NO_COLOR is set; default auto
      --help                    says more

    More: docs/commands.md#leave
    "
  `);
});

test("a word that is known by how it looks may stand anywhere, and no other argument takes it", () => {
  const facts: CommandFacts = {
    name: "adopt",
    task: "start",
    summary: "",
    notes: [],
    examples: [],
    options: {},
    arguments: {},
  };
  const described = {
    ...facts,
    options: {},
    arguments: {
      users: { value: "USER", many: true, help: "who" },
      rosters: { value: "FILE.yaml", optional: true, many: true, pattern: /\.ya?ml$/i, help: "a roster" },
    },
  } as const;
  const argsOf = (...words: string[]) => parseWords(described, words)?.args;
  expect(argsOf("alice", "bob")).toEqual({ users: ["alice", "bob"], rosters: [] });
  expect(argsOf("accounts/prod.yaml", "alice", "dev.YML")).toEqual({
    users: ["alice"],
    rosters: ["accounts/prod.yaml", "dev.YML"],
  });
  expect(() => argsOf("prod.yaml")).toThrow("USER is missing");
});

test("fails with a usage in lines as wide as the terminal", () => {
  const described = {
    name: "leave",
    task: "edit",
    summary: "",
    notes: [],
    examples: [],
    options,
    arguments: args,
  } as const;
  expect(() => parseWords(described, ["--plan=p"], 60)).toThrow(
    new UsageError(`USER is missing
usage: roster leave USER [USER..] [--out DIR] --plan PLAN
                    [--region REGION].. [--concurrency N]
                    [--days N] [--groups take|refer]
                    [--format text|json] [--yes]`),
  );
});
