import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type ProcessOptions, runProcess } from "../../src/terraform/process";
import { nodeArguments } from "../node-arguments";
import { script, temporaryDirectory, writeTree } from "./fixtures";

const root = temporaryDirectory();
const temporary = temporaryDirectory();
writeTree(root, {
  // Both note who they are; the second stands for a provider that terraform has started.
  "polite*": script(
    'sleep 60 & echo $! > provider.pid; trap "echo state saved; exit 1" INT; echo $$ > main.pid; echo started; wait',
  ),
  "deaf*": script('trap "" INT; sleep 60 & echo $! > provider.pid; echo $$ > main.pid; echo started; wait'),
  "slow*": script(
    "sleep 60 & echo $! > provider.pid; trap \"echo once; trap 'echo at once; exit 1' INT\" INT; echo $$ > main.pid; echo started; wait; wait",
  ),
  "crash*": script("sleep 60 & echo $! > provider.pid; echo $$ > main.pid; exit 11"),
  "talk*": script("printf 'one\\ntwo\\r\\nthree'; echo oops >&2; exit 2"),
  // Says something after each step, as terraform does between a change and its state.
  "writer*": script(
    "echo $$ > main.pid; echo started; sleep 0.5; for step in 1 2 3; do echo step $step; echo oops >&2; echo $step >> steps; done",
  ),
  // Goes on once somebody has heard its first word.
  "dialogue*": script(
    "echo started; for _ in $(seq 200); do [ -e heard ] && echo heard && exit 0; sleep 0.05; done; exit 9",
  ),
  "note*": script("umask > umask; echo secret > noted"),
  "flood*": script("yes 0123456789 | head -c 2000000"),
  "show*": script('printf "%s|" "$@"; env | grep -c . >/dev/null; printf "%s" "$ONLY-$HOME"'),
});
const options: ProcessOptions = { cwd: root, env: { PATH: "/usr/bin:/bin" } };
const run = (name: string, more: Partial<ProcessOptions> = {}, args: string[] = []) =>
  runProcess(join(root, name), args, { ...options, ...more }, [name, ...args]);

const pid = (name: string): number => Number(readFileSync(join(root, `${name}.pid`), "utf8"));
function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    // A zombie that its new parent has not fetched yet is dead enough.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${id}/status`, "utf8"));
  } catch {
    return false;
  }
}
async function allGone(): Promise<boolean> {
  for (let wait = 0; wait < 20 && (isAlive(pid("main")) || isAlive(pid("provider"))); wait++) await sleep(25);
  return !isAlive(pid("main")) && !isAlive(pid("provider"));
}

test("gives lines as they come, both streams, and the status; a status is no error", async () => {
  const lines: string[] = [];
  const result = await run("talk", { onLine: (stream, line) => lines.push(`${stream} ${line}`) });
  expect(result).toEqual({ exitCode: 2, stdout: "one\ntwo\r\nthree", stderr: "oops\n" });
  expect(lines.filter((line) => line.startsWith("stdout"))).toEqual(["stdout one", "stdout two", "stdout three"]);
  expect(lines).toContain("stderr oops");
});

test("what outlives us is heard as it speaks, to its last word", async () => {
  const lines: string[] = [];
  const result = await run("writer", { outlivesUs: true, onLine: (_, line) => lines.push(line) });
  expect(result).toEqual({ exitCode: 0, stdout: "started\nstep 1\nstep 2\nstep 3\n", stderr: "oops\noops\noops\n" });
  expect(lines.filter((line) => line !== "oops")).toEqual(["started", "step 1", "step 2", "step 3"]);
  const answer = (_: string, line: string) => {
    if (line === "started") writeFileSync(join(root, "heard"), "");
  };
  expect(await run("dialogue", { outlivesUs: true, onLine: answer })).toMatchObject({
    exitCode: 0,
    stdout: "started\nheard\n",
  });
  await expect(run("missing", { outlivesUs: true })).rejects.toMatchObject({ reason: "binary" });
  expect((await run("flood", { outlivesUs: true, keep: 1000 })).stdout).toHaveLength(1000);
});

test("what outlives us ends its work when we are killed; no output of it stays anywhere", async () => {
  const code = `require(${JSON.stringify(join(__dirname, "../../src/terraform/process.ts"))}).runProcess("./writer", [],
    ${JSON.stringify({ ...options, outlivesUs: true })} );`;
  rmSync(join(root, "steps"), { force: true });
  rmSync(join(root, "main.pid"), { force: true });
  const parent = spawn(process.execPath, nodeArguments(code), {
    env: { ...process.env, TMPDIR: temporary },
    stdio: "ignore",
  });
  for (let wait = 0; wait < 400 && !existsSync(join(root, "main.pid")); wait++) await sleep(25);
  parent.kill("SIGKILL");
  for (let wait = 0; wait < 400 && !/3/.test(stepsDone()); wait++) await sleep(25);
  expect(stepsDone()).toBe("1\n2\n3\n");
  expect(readdirSync(temporary)).toEqual([]);
});

const stepsDone = () => (existsSync(join(root, "steps")) ? readFileSync(join(root, "steps"), "utf8") : "");

test("passes arguments as they are, and no environment but the given", async () => {
  const { stdout } = await run("show", { env: { ...options.env, ONLY: "this" } }, ["a b", "$(id)", "; rm x"]);
  expect(stdout).toBe("a b|$(id)|; rm x|this-");
});

test("what holds secrets is for its owner alone, and what we write ourselves is as before", async () => {
  const before = process.umask();
  await run("note", { privateFiles: true });
  expect(readFileSync(join(root, "umask"), "utf8").trim()).toBe("0077");
  expect(statSync(join(root, "noted")).mode & 0o777).toBe(0o600);
  expect(process.umask()).toBe(before);
});

test("keeps the newest output, or fails, where there is too much of it", async () => {
  const { stdout } = await run("flood", { keep: 1000 });
  expect(stdout).toHaveLength(1000);
  await expect(run("flood", { keep: 1000, beyond: "fail" })).rejects.toThrow(
    new Error("flood answered with more than 1000 characters"),
  );
});

test("an abort lets it end by itself, and takes its provider along", async () => {
  const abort = new AbortController();
  const lines: string[] = [];
  const onLine = (_: string, line: string): void => {
    lines.push(line);
    if (line === "started") abort.abort();
  };
  await expect(run("polite", { signal: abort.signal, onLine })).rejects.toMatchObject({
    reason: "interrupted",
    exitCode: 1,
    message: "polite was interrupted and has been stopped",
  });
  expect(lines).toEqual(["started", "state saved"]);
  expect(await allGone()).toBe(true);
});

test("does not start at all when it is too late", async () => {
  await expect(run("talk", { signal: AbortSignal.abort() })).rejects.toThrow(new Error("talk was not started"));
});

test("a time-out ends the deaf one after the grace period, with all it has started", async () => {
  await expect(run("deaf", { timeoutMs: 150, graceMs: 150 })).rejects.toMatchObject({
    reason: "timeout",
    exitCode: null,
    message: "deaf took longer than 150 ms and has been stopped",
  });
  expect(await allGone()).toBe(true);
});

test("a crash leaves no provider behind, and does not wait for it", async () => {
  expect((await run("crash")).exitCode).toBe(11);
  expect(await allGone()).toBe(true);
});

test("a second Ctrl-C, but not an echo of the first, ends what takes its time", async () => {
  const code = `
    const { runProcess } = require(${JSON.stringify(require.resolve("../../src/terraform/process"))});
    const onLine = (stream, line) => console.log(line);
    runProcess(${JSON.stringify(join(root, "slow"))}, [], { cwd: ${JSON.stringify(root)}, env: { PATH: "/usr/bin:/bin" }, onLine })
      .catch((error) => console.log(error.reason));`;
  const us = spawn(process.execPath, nodeArguments(code), { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  us.stdout.on("data", (chunk: Buffer) => {
    output += chunk;
    if (!String(chunk).includes("started")) return;
    for (const delay of [0, 200, 1_500]) setTimeout(() => us.kill("SIGINT"), delay);
  });
  await new Promise((done) => us.on("close", done));
  expect(output.trim().split("\n")).toEqual(["started", "once", "at once", "interrupted"]);
  expect(await allGone()).toBe(true);
});

test.each([
  ["SIGINT", "polite"],
  ["SIGTERM", "polite"],
  ["SIGHUP", "deaf"],
] as const)("%s to us stops %s child and its provider before we end", async (signal, name) => {
  const code = `
    const { runProcess } = require(${JSON.stringify(require.resolve("../../src/terraform/process"))});
    const options = { cwd: ${JSON.stringify(root)}, env: { PATH: "/usr/bin:/bin" }, graceMs: 200 };
    const onLine = (stream, line) => console.log(line);
    runProcess(${JSON.stringify(join(root, name))}, [], { ...options, onLine }).catch((error) => {
      console.log(error.reason);
      process.exitCode = 130;
    });`;
  const us = spawn(process.execPath, nodeArguments(code), { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  us.stdout.on("data", (chunk: Buffer) => {
    output += chunk;
    if (String(chunk).includes("started")) us.kill(signal);
  });
  const status = await new Promise((done) => us.on("close", done));
  expect(status).toBe(130);
  expect(output.trim().split("\n")).toEqual(["started", ...(name === "polite" ? ["state saved"] : []), "interrupted"]);
  expect(await allGone()).toBe(true);
});

test("says which program cannot be started", async () => {
  expect(existsSync(join(root, "none"))).toBe(false);
  await expect(run("none")).rejects.toMatchObject({
    reason: "binary",
    message: `${join(root, "none")} cannot be started: spawn ${join(root, "none")} ENOENT`,
  });
});
