import { appendFileSync, existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { verify } from "../../src/cli/commands/verify";
import { AuditLog } from "../../src/leaving/audit-log/audit-log";
import { checkLog, hashOf } from "../../src/leaving/audit-log/check";
import { root, runCommand } from "../terminal";
import { testdir } from "../testdir";
import { killedWhile } from "./audit-log-killed";

let file: string;
beforeEach(() => {
  file = join(testdir({}), "roster-audit.jsonl");
});

const about = { stack: "users", planSha256: "ab12", runner: "arn:aws:iam::123456789012:user/ops" };

function write(count: number): void {
  const log = AuditLog.open(file, () => new Date("2026-11-21T12:00:00Z"));
  for (let n = 0; n < count; n++) log.append({ event: "apply begins", ...about });
  log.close();
}

const lines = () => readFileSync(file, "utf8").trimEnd().split("\n");
const rewrite = (changed: readonly string[]) => writeFileSync(file, `${changed.join("\n")}\n`);
const problems = () => checkLog(file).problems;

test("each line has the hash of the one before it, over several runs", () => {
  write(2);
  write(2);
  expect([lines().length, problems()]).toEqual([4, []]);
  expect(lines().map((line) => JSON.parse(line).seq)).toEqual([1, 2, 3, 4]);
  expect(existsSync(`${file}.lock`)).toBe(false);
});

test("fails when a line in the middle was removed", () => {
  write(4);
  rewrite(lines().filter((_, index) => index !== 1));
  expect(problems()).toEqual(["line 2 is entry 3 where 2 belongs: entry 2 was removed"]);
});

test("fails when the first lines were removed", () => {
  write(4);
  rewrite(lines().slice(2));
  expect(problems()).toEqual(["line 1 is entry 3 where 1 belongs: entries 1 to 2 were removed"]);
});

test("fails when the last line was removed", () => {
  write(4);
  rewrite(lines().slice(0, 3));
  expect(problems()).toEqual(["the log ends with entry 3, and entry 4 was written: entry 4 was removed"]);
});

test("fails when a line was changed, also the last one", () => {
  write(3);
  const original = lines();
  rewrite(original.map((line, index) => (index === 1 ? line.replace("user/ops", "user/eve") : line)));
  expect(problems()).toEqual(["line 3: the line before entry 3 is not the one that it was written after"]);
  rewrite(original.map((line, index) => (index === 2 ? line.replace("user/ops", "user/eve") : line)));
  expect(problems()).toEqual(["entry 3 is not the one that was written: it was changed"]);
});

test("fails when lines were swapped", () => {
  write(4);
  const [first, second, third, fourth] = lines() as [string, string, string, string];
  rewrite([first, third, second, fourth]);
  expect(problems()).toEqual([
    "line 2 is entry 3 where 2 belongs: entry 2 was removed",
    "line 3 is entry 2 where 4 belongs: lines were added or moved",
    "line 4 is entry 4 where 3 belongs: entry 3 was removed",
  ]);
});

test("fails when the last line was cut short", () => {
  write(3);
  const whole = readFileSync(file);
  writeFileSync(file, whole.subarray(0, whole.length - 20));
  expect(problems()).toEqual(["entry 3 is not the one that was written: it was changed"]);
});

test("fails when the head was removed", () => {
  write(3);
  rmSync(`${file}.head`);
  expect(problems()).toEqual([`${file}.head is missing: it cannot be checked whether the last lines are complete`]);
});

test("fails when the whole log was removed", () => {
  write(2);
  writeFileSync(file, "");
  expect(problems()).toEqual(["the log ends with entry 0, and entry 2 was written: entries 1 to 2 were removed"]);
});

test("fails when a line was added", () => {
  write(2);
  appendFileSync(file, `${lines()[1]}\n`);
  expect(problems()).toEqual(["line 3 is entry 2 where 3 belongs: lines were added or moved"]);
});

test("nothing is written on top of a log that somebody changed", () => {
  write(3);
  rewrite(lines().slice(1));
  expect(() => write(1)).toThrow(
    `the audit log ${file} was changed after it was written:\n   line 1 is entry 2 where 1 belongs: entry 1 was removed\n   Keep it as evidence, and name another file with --audit.`,
  );
  expect(existsSync(`${file}.lock`)).toBe(false);
});

test("a run that was cut off while it wrote: the next one says so, and goes on", () => {
  write(2);
  appendFileSync(file, '{"schemaVersion":1,"seq":3,"ti');
  expect(checkLog(file)).toMatchObject({ problems: [], cutOff: true });
  write(1);
  expect(problems()).toEqual([]);
  expect(lines().map((line) => (line.endsWith("}") ? JSON.parse(line).event : "cut off"))).toEqual([
    "apply begins",
    "apply begins",
    "cut off",
    "resumed",
    "apply begins",
  ]);
});

test("a run that was cut off between the line and the head", () => {
  write(2);
  const head = readFileSync(`${file}.head`);
  write(1);
  writeFileSync(`${file}.head`, head);
  expect(problems()).toEqual([]);
  write(1);
  expect([lines().length, problems()]).toEqual([4, []]);
});

test("one writer at a time; the lock of a process that is gone is no lock", () => {
  const log = AuditLog.open(file);
  expect(() => AuditLog.open(file)).toThrow(`another run (process ${process.pid}) writes ${file}`);
  log.close();
  writeFileSync(`${file}.lock`, "999999999");
  write(1);
  expect(lines()).toHaveLength(1);
});

test("roster verify --log: exit code 3 and the line where it was changed", async () => {
  write(3);
  rewrite(lines().filter((_, index) => index !== 1));
  expect(await runCommand(verify, { cwd: "/", env: {}, today: new Date() }, ["--log", "--audit", file])).toEqual({
    code: 3,
    out: "line 2 is entry 3 where 2 belongs: entry 2 was removed\n",
    err: "",
  });
});

describe("a run is killed while it writes", () => {
  /** Both ends to the byte, and every so often between them: each entry is waited for until it is on the disk. */
  const cuts = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index).filter(
      (cut) => cut < from + 3 || cut > to - 3 || cut % 17 === 0,
    );
  const [first, second] = [
    () => write(1),
    () => {
      write(1);
      write(1);
    },
  ];

  test.each([
    ["the first line of a log", first, 0],
    ["a line", second, 1],
  ])("after any byte of %s: the next run goes on, and the chain holds", (_name, begin, before) => {
    begin();
    const log = readFileSync(file);
    const lastLine = lines().at(-1) ?? "";
    const start = log.length - Buffer.byteLength(lastLine) - 1;
    const head = `${JSON.stringify({ seq: before, sha256: hashOf(before === 0 ? "" : (lines()[0] ?? "")) })}\n`;
    for (const cut of cuts(start, log.length)) {
      writeFileSync(file, log.subarray(0, cut));
      writeFileSync(`${file}.head`, head);
      writeFileSync(`${file}.head.new`, head.slice(0, cut % head.length));
      write(1);
      expect([cut, problems()]).toEqual([cut, []]);
      const events = checkLog(file).entries.map(({ event }) => event);
      expect(events.slice(before).filter((event) => event === "apply begins")).toHaveLength(
        cut < log.length - 1 ? 1 : 2,
      );
    }
  });

  test("after any byte of the words that say so, and once more in the same place", () => {
    write(1);
    appendFileSync(file, '{"schemaVersion":1,"seq":2,"ti');
    const [interrupted, head] = [readFileSync(file), readFileSync(`${file}.head`)];
    AuditLog.open(file).close();
    const resumed = readFileSync(file);
    for (const cut of cuts(interrupted.length, resumed.length - 1)) {
      writeFileSync(file, resumed.subarray(0, cut));
      writeFileSync(`${file}.head`, head);
      expect(checkLog(file)).toMatchObject({ problems: [], cutOff: true });
      write(1);
      expect([cut, problems()]).toEqual([cut, []]);
    }
  });

  test("fails when such a line was an entry once, or does not stand before the words that say so", () => {
    write(3);
    const original = lines();
    rewrite([...original.slice(0, 2), "{"]);
    expect(problems()).toEqual(["entry 3 is not the one that was written: it was changed"]);
    rewrite([...original.slice(0, 1), "{", ...original.slice(2)]);
    expect(problems()).toEqual([
      "line 2 is not an entry of an audit log",
      "line 3: the line before entry 3 is not the one that it was written after",
    ]);
  });

  test.each([
    ["in the middle of a line", "write", 1],
    ["in the middle of the first line", "write", 0],
    ["in the middle of the head", "head", 1],
    ["between a line and its head", "rename", 1],
  ])("with SIGKILL %s: the lock of the dead and what it left stop nobody", (_name, at, before) => {
    if (before > 0) write(before);
    expect(
      killedWhile(
        at,
        `const { AuditLog } = require(${JSON.stringify(join(root, "src/leaving/audit-log/audit-log.ts"))});
      AuditLog.open(${JSON.stringify(file)}).append(${JSON.stringify({ event: "apply begins", ...about })});`,
      ),
    ).toBe("SIGKILL");
    expect(existsSync(`${file}.lock`)).toBe(true);
    write(1);
    expect([problems(), checkLog(file).entries.at(-1)?.event, existsSync(`${file}.lock`)]).toEqual([
      [],
      "apply begins",
      false,
    ]);
  });
});

test("the lock of a process of the same number that was here before is no lock", () => {
  writeFileSync(`${file}.lock`, String(process.pid));
  utimesSync(`${file}.lock`, 0, new Date("2026-01-01"));
  write(1);
  expect(lines()).toHaveLength(1);
});

test("fails when there is no log: nobody is told that nothing was removed from it", async () => {
  await expect(
    runCommand(verify, { cwd: "/", env: {}, today: new Date() }, ["--log", "--audit", file]),
  ).rejects.toThrow(`there is no audit log ${file}; name it with --audit FILE`);
});

test("fails when the log is gone and its head is there", async () => {
  write(2);
  rmSync(file);
  const { code, out } = await runCommand(verify, { cwd: "/", env: {}, today: new Date() }, ["--log", "--audit", file]);
  expect([code, out]).toEqual([3, "the log ends with entry 0, and entry 2 was written: entries 1 to 2 were removed\n"]);
});
