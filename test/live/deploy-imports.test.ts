import { existsSync } from "node:fs";
import { finishImports } from "../../src/cli/deploy/finish-imports";
import { importsFile, writeImports } from "../../src/cli/imports";
import { testdir } from "../testdir";

const imports = [
  { to: "aws_iam_user.alice", id: "alice" },
  { to: "aws_iam_user.bob", id: "bob" },
];

/** A project whose stack imports these, and whose state has those. */
function projectWith(stack: readonly string[], state: readonly string[]) {
  const imported = imports.filter(({ to }) => stack.includes(to));
  const project = testdir({ "cdk.tf.json": JSON.stringify(imported.length === 0 ? {} : { import: imported }) });
  const file = importsFile(project, "users");
  const read = jest.fn(async () => ({ addresses: new Set(state), resources: [] }));
  return { file, read, finish: () => finishImports({ project, stack: "users", folder: project, state: read }) };
}

const [alice, bob] = imports.map(({ to }) => to) as [string, string];

test("once the state has all imports of the stack, they are forgotten, and what comes next is told", async () => {
  const { file, finish } = projectWith([alice, bob], [bob, alice]);
  writeImports(file, imports);
  expect([await finish(), existsSync(file)]).toEqual([
    "2 imports done: users.imports.json is removed (commit that), and the next roster deploy adds the roster's tags\n",
    false,
  ]);
});

test("as long as one is open, all stay", async () => {
  const { file, finish } = projectWith([alice, bob], [alice]);
  writeImports(file, imports);
  expect([await finish(), existsSync(file)]).toEqual([
    "1 import of users.imports.json still open: it stays, and the next roster deploy goes on\n",
    true,
  ]);
});

test("what has left the roster since is not waited for", async () => {
  const { file, finish } = projectWith([alice], [alice]);
  writeImports(file, imports);
  await finish();
  expect(existsSync(file)).toBe(false);
});

test("without imports nothing is told, and the state is not read", async () => {
  const { read, finish } = projectWith([], []);
  expect([await finish(), read.mock.calls]).toEqual([undefined, []]);
});
