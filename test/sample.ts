import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");
const read = (name: string) => readFileSync(join(root, name), "utf8");

/** The sample roster with the key that it names, as files of a `testdir`. */
export const sampleFiles = { "users.yaml": read("users.yaml"), "keys/secops.asc": read("keys/secops.asc") } as const;

/** The key of the sample's security team as the provider takes it. */
export const samplePgpKey =
  /\r?\n\r?\n([^=-]+=*)\n/.exec(sampleFiles["keys/secops.asc"])?.[1]?.replace(/\s/g, "") ?? "";
