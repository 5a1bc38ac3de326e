import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { projectFolder, realProjectFolder } from "../../src/files/project-folder";
import { testdir } from "../testdir";

test("the nearest folder with a cdktf.json, at or above", () => {
  const folder = testdir({ "cdktf.json": "{}", "accounts/eu/cdktf.json": "{}", "accounts/eu/teams/a.yaml": "" });
  expect(["", "accounts", "accounts/eu", "accounts/eu/teams"].map((name) => projectFolder(join(folder, name)))).toEqual(
    [folder, folder, join(folder, "accounts/eu"), join(folder, "accounts/eu")],
  );
});

test("without one the folder itself, also where it does not exist", () => {
  const folder = testdir({});
  rmSync(join(folder, "cdktf.json"));
  const missing = join(folder, "nowhere");
  expect([folder, missing].map(projectFolder)).toEqual([folder, missing]);
  expect(realProjectFolder(missing)).toBe(missing);
});

test("links are followed for who asks what lies in it", () => {
  const folder = testdir({ "project/cdktf.json": "{}" });
  mkdirSync(join(folder, "project/teams"));
  symlinkSync(join(folder, "project"), join(folder, "link"));
  expect(projectFolder(join(folder, "link/teams"))).toBe(join(folder, "link"));
  expect(realProjectFolder(join(folder, "link/teams"))).toBe(join(folder, "project"));
});
