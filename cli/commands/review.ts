import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { reviewPlan } from "../../review/build";
import { formats } from "../../review/render/index";
import { defined } from "../../text/defined";
import { UsageError } from "../command";
import { defineCommand } from "../define-command";
import { planArgument, readPlanFile } from "../plan-file";
import { accountSide, readPreflightFile } from "../preflight-file";
import { sideOf } from "../roster-side";

export const review = defineCommand({
  name: "review",
  task: "review",
  summary: "Says what a plan means for people, and whether it may go on.",
  arguments: planArgument,
  options: {
    before: { type: "string", value: "FILE", help: "users.yaml as it was: git show BASE:users.yaml > before.yaml" },
    after: {
      type: "string",
      value: "FILE",
      help: "users.yaml as it is: lines, justifications and the thresholds of guards; default: none",
    },
    file: { type: "string", value: "FILE", help: "the same as --after" },
    format: {
      type: "string",
      value: "NAME[=FILE]",
      multiple: true,
      help: `${Object.keys(formats).join(", ")}; several with commas or again; FILE - is standard output`,
    },
    json: { type: "boolean", help: "the same as --format json" },
    "fail-on": {
      type: "choice",
      choices: ["error", "warn", "warning"],
      default: "error",
      help: "warn: warnings close the gate too",
    },
    "detailed-exitcode": { type: "boolean", help: "2 when the gate is open and the plan changes something" },
    drift: { type: "boolean", help: "what was changed on people outside Terraform closes the gate" },
    runner: { type: "string", value: "NAME", help: "IAM name or ARN of whoever runs the plan: it must survive" },
    preflight: {
      type: "string",
      value: "FILE",
      help: "what the account says to this plan: roster preflight PLAN.json --out FILE",
    },
  },
  notes: ["Exit codes: 0 the gate is open, 1 bad input, 3 the gate is closed."],
  examples: [
    "review plan.json --after users.yaml",
    "review plan.json --before before.yaml --after users.yaml --format text,markdown=review.md,sarif=review.sarif",
  ],
  run: async (input) => {
    const { args, values, terminal, cwd, today } = input;
    if (values.after !== undefined && values.file !== undefined)
      throw new UsageError("--file is the same as --after: give one of them");
    const outputs = outputsOf(values);
    const { plan, sha256 } = readPlanFile(args.plan, cwd);
    const preflight = values.preflight === undefined ? undefined : readPreflightFile(values.preflight, cwd, sha256);
    const before = await sideOf(values.before, input);
    const after = await sideOf(values.after ?? values.file, input);
    const made = reviewPlan(plan, {
      ...defined({ before, after, now: today }),
      ...(preflight === undefined ? {} : accountSide(preflight)),
      ...defined({ runner: values.runner }),
      failOn: values["fail-on"] === "error" ? "error" : "warning",
      detailedExitcode: values["detailed-exitcode"],
      refuseDrift: values.drift,
    });
    for (const { render, target } of outputs) {
      const text = render(made);
      if (target === "-") terminal.out(text);
      else writeFileSync(resolve(cwd, target), text);
    }
    return made.gate.exitCode;
  },
});

interface Output {
  readonly render: (typeof formats)[string];
  readonly target: string;
}

/** `markdown=comment.md,json`; a name without a file goes to standard output, and only one can. */
function outputsOf({ format, json }: { format: readonly string[]; json: boolean }): Output[] {
  const written = format.flatMap((list) => list.split(","));
  const wanted = written.length > 0 ? written : [json ? "json" : "text"];
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
