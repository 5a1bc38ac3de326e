import { writeFileSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { reviewPlan } from "../../review/build";
import { formats } from "../../review/render/index";
import type { Gate } from "../../review/review";
import type { RosterSide } from "../../review/roster-side";
import { diagnose, loadRoster, readableOf } from "../../roster/index";
import { printable } from "../../text/printable";
import { type Command, type CommandInput, UsageError } from "../command";
import { readPlanFile } from "../plan-file";
import { accountSide, readPreflightFile } from "../preflight-file";

export const review: Command = {
  summary: "Says what a plan means for people, and whether it may go on.",
  usage:
    "PLAN.json [--before FILE] [--after FILE] [--format text=-,markdown=FILE,html=FILE,json=FILE,sarif=FILE,junit=FILE] [--fail-on error|warn] [--detailed-exitcode] [--drift] [--runner NAME] [--preflight FILE]",
  help: [
    "PLAN.json             what terraform show -json PLAN (or tofu) printed; - reads standard input",
    "--before FILE         users.yaml as it was: git show BASE:users.yaml > before.yaml",
    "--after FILE          users.yaml as it is: lines, justifications and the thresholds of guards:",
    `--format NAME[=FILE]  ${Object.keys(formats).join(", ")}; several with commas or again; FILE - is standard output`,
    "--json                the same as --format json",
    "--fail-on warn        warnings close the gate too",
    "--detailed-exitcode   2 when the gate is open and the plan changes something",
    "--drift               what was changed on people outside Terraform closes the gate",
    "--runner NAME         IAM name or ARN of whoever runs the plan: it must survive",
    "--preflight FILE      what the account says to this plan: roster preflight PLAN.json --out FILE",
    "",
    "Exit codes: 0 the gate is open, 1 bad input, 3 the gate is closed.",
  ],
  options: {
    before: { type: "string" },
    after: { type: "string" },
    format: { type: "string", multiple: true },
    json: { type: "boolean" },
    "fail-on": { type: "string" },
    "detailed-exitcode": { type: "boolean" },
    drift: { type: "boolean" },
    runner: { type: "string" },
    preflight: { type: "string" },
  },
  run: async (input) => {
    const { values, positionals, terminal, cwd, today } = input;
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) {
      throw new UsageError(
        "roster review wants one file: terraform show -json PLAN > plan.json; roster review plan.json",
      );
    }
    const outputs = outputsOf(values);
    const failOn = failOnOf(values["fail-on"]);
    const { plan, sha256 } = readPlanFile(file, cwd);
    const preflight =
      typeof values.preflight === "string" ? readPreflightFile(values.preflight, cwd, sha256) : undefined;
    const before = await sideOf(values.before, input);
    const after = await sideOf(values.after, input);
    const made = reviewPlan(plan, {
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...(today === undefined ? {} : { now: today }),
      ...(preflight === undefined ? {} : accountSide(preflight)),
      ...(typeof values.runner === "string" ? { runner: values.runner } : {}),
      failOn,
      detailedExitcode: values["detailed-exitcode"] === true,
      refuseDrift: values.drift === true,
    });
    for (const { render, target } of outputs) {
      const text = render(made);
      if (target === "-") terminal.out(text);
      else writeFileSync(resolve(cwd, target), text);
    }
    return made.gate.exitCode;
  },
};

interface Output {
  readonly render: (typeof formats)[string];
  readonly target: string;
}

/** `markdown=comment.md,json`; a name without a file goes to standard output, and only one can. */
function outputsOf(values: CommandInput["values"]): Output[] {
  const written = [values.format ?? []].flat().flatMap((list) => String(list).split(","));
  const wanted = written.length > 0 ? written : [values.json === true ? "json" : "text"];
  const outputs = wanted.map((one) => {
    const at = one.indexOf("=");
    const name = at < 0 ? one : one.slice(0, at);
    const render = Object.hasOwn(formats, name) ? formats[name] : undefined;
    if (render === undefined) {
      throw new UsageError(`there is no format ${JSON.stringify(name)}; formats: ${Object.keys(formats).join(", ")}`);
    }
    const target = at < 0 ? "-" : one.slice(at + 1);
    if (target === "") throw new UsageError(`--format ${name}= needs a file, or - for standard output`);
    return { render, target };
  });
  if (outputs.filter(({ target }) => target === "-").length > 1) {
    throw new UsageError(
      "only one format can go to standard output; give the others a file: --format text,json=review.json",
    );
  }
  return outputs;
}

function failOnOf(value: unknown): Gate["failOn"] {
  if (value === undefined || value === "error") return "error";
  if (value === "warn" || value === "warning") return "warning";
  throw new UsageError(`--fail-on takes error (default) or warn, not ${JSON.stringify(value)}`);
}

async function sideOf(value: unknown, { cwd, terminal, today }: CommandInput): Promise<RosterSide | undefined> {
  if (typeof value !== "string") return undefined;
  const { side, problems } = await readSide(value, cwd, today);
  if (problems > 0) {
    const what = problems === 1 ? "an error" : `${problems} errors`;
    const name = printable(value);
    terminal.err(`roster: ${name} has ${what} and is read as far as it goes; run: roster validate ${name}\n`);
  }
  return side;
}

/**
 * The roster as far as it can be read: whether it is sound is the business of `roster validate`.
 * @throws UsageError when nothing of it can be read
 */
export async function readSide(
  value: string,
  cwd: string,
  today: Date | undefined,
): Promise<{ readonly side: RosterSide; readonly problems: number }> {
  const loaded = await loadRoster(resolve(cwd, value), today === undefined ? {} : { today });
  const { unreadable, diagnostics, files } = loaded;
  const roster = readableOf(loaded);
  if (roster === undefined || unreadable.length > 0) {
    throw new UsageError(unreadable[0] ?? `${value}: is not a roster; run: roster validate ${value}`);
  }
  const placeOf: RosterSide["placeOf"] = ({ file, path }) => {
    const finding = { id: "", message: "", file, path, on: "key" as const };
    const { line, column } = diagnose(finding, "warning", files);
    return { file: fromHere(files.get(file)?.path ?? file, cwd), line, column };
  };
  return { side: { roster, placeOf }, problems: diagnostics.length };
}

function fromHere(path: string, cwd: string): string {
  const name = relative(cwd, path);
  return name.startsWith("..") || isAbsolute(name) ? path : name.split("\\").join("/");
}
