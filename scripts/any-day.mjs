/*
 * Runs the fast tests as if it were another day, once for each: what is right only until some date fails here first.
 *
 *     npm run test:any-day -- [--day YYYY-MM-DD].. [--whole] [words for jest]
 *
 * --whole takes the tests with real terraform too.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** After the dates of the documentation, after those of the sample, and in some years' time. */
const days = ["2027-02-02", "2027-11-02", "2031-03-01"];

const root = fileURLToPath(new URL("..", import.meta.url));
const { values, tokens } = parseArgs({
  options: { day: { type: "string", multiple: true }, whole: { type: "boolean" } },
  strict: false,
  allowPositionals: true,
  tokens: true,
});
const words = tokens.filter(({ kind, name }) => kind !== "option" || (name !== "day" && name !== "whole"));
const forJest = words.flatMap(({ kind, rawName, value }) =>
  kind === "positional" ? [value] : kind === "option" ? [value === undefined ? rawName : `${rawName}=${value}`] : [],
);

let status = 0;
for (const day of values.day ?? days) {
  const shift = Date.parse(`${day}T12:00:00Z`) - Date.now();
  if (Number.isNaN(shift)) throw new Error(`--day takes a date such as 2031-03-01: ${day}`);
  console.error(`\n== on ${day}`);
  const clock = `--require "${root}test/clock.cjs"`;
  const env = {
    ...process.env,
    NODE_OPTIONS: [process.env.NODE_OPTIONS, clock].filter(Boolean).join(" "),
    ROSTER_CLOCK_SHIFT: String(shift),
  };
  const jest = [
    `${root}node_modules/jest/bin/jest.js`,
    "--config",
    `${root}${values.whole ? "jest.config.js" : "jest.fast.config.js"}`,
    ...forJest,
  ];
  status ||= spawnSync(process.execPath, jest, { cwd: root, env, stdio: "inherit" }).status ?? 1;
}
process.exitCode = status;
