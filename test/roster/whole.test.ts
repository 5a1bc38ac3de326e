import { type Checked, checkRosters, soundRosters } from "../../src/cli/check";
import { loadRoster, readableOf } from "../../src/roster/index";
import { draftOf } from "../../src/roster/loaded";
import { testdir } from "../testdir";
import { alice, load, today } from "./problems";

describe("what was read", () => {
  test("is whole when nothing was refused", async () => {
    const loaded = await load(alice(""));
    expect([loaded.kind, readableOf(loaded)?.whole, loaded.diagnostics, loaded.unreadable]).toEqual([
      "whole",
      true,
      [],
      [],
    ]);
  });

  test.each([
    ["YAML", alice("    tags: &shared { team: web }\n")],
    ["the schema", alice("    grups: [developers]\n")],
    ["a PGP key", alice("    loginProfile: { pgpKey: nobody }\n")],
    ["text", alice('    tags: { team: "\\u202e" }\n')],
    ["the file's own name", { "9 lives!.yaml": "version: 1\nusers: {}\n" }],
    ["a second place of an entry", { "users.yaml": `include: [b.yaml]\n${alice("")}`, "b.yaml": alice("").slice(11) }],
    ["an include", `include: [nowhere.yaml]\n${alice("")}`],
    ["an included file", { "users.yaml": `include: [b.yaml]\n${alice("")}`, "b.yaml": Buffer.from([0]) }],
  ])("is damaged when something was refused: %s", async (_name, files) => {
    const name = typeof files === "string" ? "users.yaml" : (Object.keys(files)[0] ?? "");
    const folder = testdir(typeof files === "string" ? { "users.yaml": files } : files);
    const loaded = await loadRoster(`${folder}/${name}`, { today });
    expect([loaded.kind, readableOf(loaded)?.whole]).toEqual(["damaged", false]);
  });

  test.each([
    ["an empty file", ""],
    ["a list", "[alice]\n"],
    ["no YAML", "users: {\n"],
  ])("is unreadable when there is nothing to check: %s", async (_name, text) => {
    const loaded = await load(text);
    expect([loaded.kind, readableOf(loaded), draftOf(loaded)]).toEqual(["unreadable", undefined, undefined]);
  });
});

describe("a draft, for plans that are read and thrown away", () => {
  test("may lack justifications", async () => {
    const draft = draftOf(await load(alice("    consoleWithoutMfa: { ticket: SEC-1 }\n    loginProfile: {}\n")));
    expect(draft?.users.map(({ key, flags }) => [key, flags])).toEqual([["alice", {}]]);
  });

  test("fails when anything else was refused", async () => {
    const loaded = await load(alice("    consoleWithoutMfa: { ticket: SEC-1 }\n    grups: [developers]\n"));
    expect([loaded.kind, draftOf(loaded)]).toEqual(["damaged", undefined]);
  });
});

describe("what was checked", () => {
  const check = async (yaml: string): Promise<Checked> => {
    const cwd = testdir({ "users.yaml": yaml });
    const [checked] = await checkRosters([{ path: `${cwd}/users.yaml`, name: "users.yaml" }], { cwd, today });
    if (checked === undefined) throw new Error("one file gives one roster");
    return checked;
  };

  test("is sound with warnings alone, and then may become a stack", async () => {
    const checked = await check(alice(""));
    expect([checked.kind, checked.diagnostics.map(({ id }) => id)]).toEqual(["sound", ["account-pinned"]]);
    expect(soundRosters([checked])?.map(({ roster }) => [roster.whole, roster.stack])).toEqual([[true, "users"]]);
  });

  test("fails when a guard refuses a roster that is whole: nothing of it may become a stack", async () => {
    const checked = await check(alice("    groups: [nobody]\n"));
    expect([checked.kind, "roster" in checked, "partial" in checked]).toEqual(["refused", false, false]);
  });

  test("fails when one of two is refused: stacks are made of all, or of none", async () => {
    const both = [await check(alice("")), await check(alice("    groups: [nobody]\n"))];
    expect(soundRosters(both)).toBeUndefined();
  });
});
