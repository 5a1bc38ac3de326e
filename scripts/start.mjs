/*
 * npm start: rehearses the rosters of the project. The sample says as of which day its dates are right, so that it is seen
 * at work on any day; without that line in users.yaml it is today that counts.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const words = process.argv.splice(2);
process.argv.push("rehearse", ...(words.length > 0 ? words : asOf("users.yaml")));
require("../dist/src/cli/index.js");

function asOf(roster) {
  const [, day] = /^# As of (\d{4}-\d{2}-\d{2}):/m.exec(existsSync(roster) ? readFileSync(roster, "utf8") : "") ?? [];
  return day === undefined ? [] : ["--today", day];
}
