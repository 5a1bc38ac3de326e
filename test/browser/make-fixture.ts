import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fixtures, makeFixtures } from "../review/make-fixtures";
import { type Story, stories } from "../review/stories";
import { created, story } from "./story";

/** Plans the story with real Terraform on the sandbox, as the fixtures of the review are, and gives the keys their ages. */
export async function makeFixture(): Promise<void> {
  const name = "review-page";
  (stories as Record<string, Story>)[name] = story;
  await makeFixtures([name]);
  const target = join(__dirname, "fixture");
  rmSync(target, { recursive: true, force: true });
  renameSync(join(fixtures, name), target);
  const file = join(target, "plan.json");
  writeFileSync(file, `${JSON.stringify(withAges(JSON.parse(readFileSync(file, "utf8"))))}\n`);
}

function withAges(value: unknown, date?: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withAges(item, date));
  if (typeof value !== "object" || value === null) return value;
  const { address } = value as { address?: unknown };
  const here = (typeof address === "string" ? created[address] : undefined) ?? date;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === "create_date" && typeof inner === "string" ? (here ?? inner) : withAges(inner, here),
    ]),
  );
}
