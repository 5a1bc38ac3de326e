import { count } from "../../src/text/count";
import { groupBy } from "../../src/text/group-by";
import type { Kill, Result } from "./one-case";

/** The page of all results: docs/kills.md. */
export function page(results: readonly Result[]): string {
  const rows = [...groupBy(results, groupOf)].map(([group, of]) => {
    const is = (verdict: Result["verdict"]) => of.filter((one) => one.verdict === verdict).length;
    const emptied = of.filter(({ left }) => left === "emptied" || left === "cut").length;
    const steps = of.filter(({ verdict }) => verdict === "exact").map((one) => one.steps.length);
    const most = steps.length === 0 ? "" : `${Math.min(...steps)} to ${Math.max(...steps)}`;
    return `| ${group} | ${of.length} | ${emptied} | ${is("exact")} | ${is("named")} | ${is("failed")} | ${most} |`;
  });
  const seconds = results.reduce((sum, one) => sum + one.seconds, 0) / Math.max(results.length, 1);
  const commits = [...new Set(results.flatMap(({ commit }) => commit ?? []))];
  const calls = new Set(
    results.flatMap(({ state, kill }) => (kill.when === "moment" ? [] : [`${state} ${kill.call}`])),
  );
  const called = (state: string) => [...calls].filter((call) => call.startsWith(`${state} `)).length;
  const exact = results.filter(({ verdict }) => verdict === "exact").length;
  return `# Killed anywhere

<!-- Generated from the results of \`npm run kills\`: do not edit. -->

One apply in which four users leave, four join and four change, with all six kinds of credentials, groups and policies, is killed
(\`roster deploy\`, Terraform and its provider at once, SIGKILL) before or after the effect of its writing calls, and at random
moments. After each kill somebody runs the same command again, and then only what roster prints; where the state is in S3, in
another checkout, without \`cdktf.out\`.

- **exact**: the account equals that of an apply that nobody disturbed, the audit log is intact and has the proof of each removal, no
  record and no lock is left, and the next deploy has nothing to change.
- **named**: the last command ended with exit code 3 and named each leaver who still existed.
- **failed**: neither of these.

${count(results.length, "case")}, ${exact} of them exact; ${seconds.toFixed(0)} seconds a case${commits.length === 0 ? "" : `, with ${commits.join(", ")}`}. Killed at ${called("local")}
different writing calls with a local state and ${called("s3")} with one in S3; \`--calls all\` kills at each of them.

| state, and where it was killed | cases | state file empty or cut | exact | named | failed | commands to exact |
| --- | --: | --: | --: | --: | --: | --- |
${rows.join("\n")}
${details("Named", results, "named")}${details("Failed", results, "failed")}`;
}

function details(heading: string, results: readonly Result[], verdict: Result["verdict"]): string {
  const those = results.filter((one) => one.verdict === verdict);
  if (those.length === 0) return "";
  const told = those.map((one) => {
    const steps = one.steps.map(({ command, code }) => `${command} (${code})`).join(", ");
    const why = one.why.map((line) => `  - \`${line.split("\n")[0]?.replaceAll("`", "'").slice(0, 200)}\``);
    return [`- ${nameOf(one)}: ${steps}`, ...why].join("\n");
  });
  return `\n## ${heading}\n\n${told.join("\n")}\n`;
}

const groupOf = ({ state, kill }: Result): string => {
  const damaged = `${kill.state === undefined ? "" : `, then its file ${kill.state}`}${kill.again === undefined ? "" : ", and a command after it killed too"}`;
  return `${state}, ${kill.when === "moment" ? "at random moments" : `${kill.when} a writing call`}${damaged}`;
};

export function nameOf({ state, kill }: Pick<Result, "state" | "kill">): string {
  const damaged = kill.state === undefined ? "" : `, state ${kill.state}`;
  const again =
    kill.again === undefined ? "" : `, command ${kill.again.step} again after ${kill.again.milliseconds} ms`;
  return `${state}: ${placeOf(kill)}${damaged}${again}`;
}

function placeOf(kill: Kill): string {
  return kill.when === "moment" ? `${kill.milliseconds} ms behind ${kill.calls} calls` : `${kill.when} ${kill.call}`;
}
