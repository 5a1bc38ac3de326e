import { count, grouped } from "../../text/count";
import { defined } from "../../text/defined";
import { httpsLink } from "../../text/https-link";
import { walkJson } from "../../text/json-walk";
import { isObject, listIn, textIn } from "../../text/values";
import { isAnalyzerList, readAnalyzerList } from "./analyzer-list";
import { messageIn } from "./message";
import { placesIn } from "./places";
import { type SarifLevel, type SarifLog, type SarifResult, sarifLevels } from "./result";
import { SarifRules } from "./sarif-rules";
import { UnreadableSarif } from "./unreadable";

/** More than any tool finds in one roster. GitHub takes 20 runs with 25,000 results each, and shows 5,000. */
const maxResults = 100_000;

/** Of a tool or a rule: what is longer is no name. */
const maxName = 100;

/**
 * Reads SARIF 2.1.0, or what Access Analyzer lists.
 * @throws UnreadableSarif
 */
export function readSarif(text: string): SarifLog {
  const document = documentIn(text);
  if (isAnalyzerList(document)) {
    refuseMany(listIn(document.findings).length);
    return readAnalyzerList(document);
  }
  const runs = runsIn(document);
  refuseMany(runs.reduce<number>((sum, run) => sum + (isObject(run) ? listIn(run.results).length : 0), 0));
  const read = runs.map((run, index) => readRun(run, `runs[${index}]`));
  return {
    results: read.flatMap(({ results }) => results),
    gaps: runs.length === 0 ? ["has no runs: no tool says anything in it"] : read.flatMap(({ gaps }) => gaps),
  };
}

function refuseMany(total: number): void {
  if (total > maxResults)
    throw new UnreadableSarif(
      `has ${grouped(total)} results, more than the ${grouped(maxResults)} that are read; let the tool report on less`,
    );
}

function documentIn(text: string): Readonly<Record<string, unknown>> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    if (text.trim() === "") throw new UnreadableSarif("is empty");
    const fault = walkJson(text) ?? 0;
    const what = fault === text.length ? "it ends too early, at" : "the fault is at";
    throw new UnreadableSarif(`is not JSON: ${what} ${placeOf(text, fault)}`);
  }
  if (!isObject(document)) throw new UnreadableSarif("is not SARIF: it is no object");
  return document;
}

function runsIn({ version, runs }: Readonly<Record<string, unknown>>): readonly unknown[] {
  if (version !== "2.1.0") {
    const given = typeof version === "string" ? `is ${JSON.stringify(version.slice(0, 20))}` : "is missing";
    throw new UnreadableSarif(`is not SARIF 2.1.0: its version ${given}; let the tool write SARIF 2.1.0`);
  }
  if (!Array.isArray(runs)) throw new UnreadableSarif("is not SARIF 2.1.0: runs is not a list");
  return runs;
}

/** `line 3, column 14` */
function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split("\n");
  return `line ${grouped(lines.length)}, column ${grouped((lines.at(-1) ?? "").length + 1)}`;
}

function readRun(run: unknown, at: string): SarifLog {
  const driver = isObject(run) && isObject(run.tool) ? run.tool.driver : undefined;
  const tool = isObject(driver) ? textIn(driver.name)?.slice(0, maxName) : undefined;
  if (!isObject(run) || tool === undefined)
    throw new UnreadableSarif(`is not SARIF 2.1.0: ${at}.tool.driver.name is missing`);
  const gaps = failuresOf(run, tool);
  const { results } = run;
  // 3.14.23: a run without results is one that did not look.
  if (results === undefined || results === null)
    return { results: [], gaps: [...gaps, `${tool} says nothing: its run has no list of results`] };
  if (!Array.isArray(results)) throw new UnreadableSarif(`is not SARIF 2.1.0: ${at}.results is not a list`);
  const rules = new SarifRules(run.tool);
  return { results: results.flatMap((result, index) => readResult(result, { run, rules, tool }, at, index)), gaps };
}

/** 3.20.14: a tool says itself whether it came to its end. */
function failuresOf({ invocations }: Readonly<Record<string, unknown>>, tool: string): string[] {
  const failed = listIn(invocations).filter(
    (invocation) => isObject(invocation) && invocation.executionSuccessful === false,
  );
  return failed.length === 0 ? [] : [`${tool} says that it failed: ${count(failed.length, "run")} did not end well`];
}

interface Run {
  readonly run: Readonly<Record<string, unknown>>;
  readonly rules: SarifRules;
  readonly tool: string;
}

function readResult(result: unknown, { run, rules, tool }: Run, run_: string, index: number): SarifResult[] {
  const at = `${run_}.results[${index}]`;
  if (!isObject(result)) throw new UnreadableSarif(`is not SARIF 2.1.0: ${at} is no object`);
  // 3.27.24: of an earlier scan, and not there any more.
  if (result.baselineState === "absent") return [];
  const rule = rules.of(result);
  const places = placesIn(result, run);
  return [
    {
      tool,
      ...defined({
        rule: rule.id?.slice(0, maxName),
        help: httpsLink(textIn(rule.description?.helpUri)),
        suppressed: suppressionIn(result, at),
      }),
      level: levelOf(result, rule.description, at),
      message: messageIn(result, rule, tool),
      ...places,
    },
  ];
}

/** 3.27.9, 3.27.10: the level of a result is its own, else its rule's, else warning; of what is no failure none. */
function levelOf(result: Readonly<Record<string, unknown>>, rule: unknown, at: string): SarifLevel {
  const { kind = "fail", level } = result;
  const configuration = isObject(rule) ? rule.defaultConfiguration : undefined;
  const usual = isObject(configuration) ? configuration.level : undefined;
  const found = level ?? (kind === "fail" ? (usual ?? "warning") : "none");
  const known = sarifLevels.find((one) => one === found);
  if (known !== undefined) return known;
  const given = typeof found === "string" ? JSON.stringify(found.slice(0, 20)) : "no text";
  throw new UnreadableSarif(`is not SARIF 2.1.0: the level of ${at} is ${given}; SARIF has ${sarifLevels.join(", ")}`);
}

/** 3.27.23: a result is suppressed where somebody accepted it, and nobody is still looking or has refused. */
function suppressionIn({ suppressions }: Readonly<Record<string, unknown>>, at: string): string | undefined {
  if (suppressions === undefined || suppressions === null) return undefined;
  if (!Array.isArray(suppressions) || !suppressions.every(isObject))
    throw new UnreadableSarif(`is not SARIF 2.1.0: ${at}.suppressions is not a list of objects`);
  const accepted = suppressions.filter(({ status = "accepted" }) => status === "accepted");
  if (accepted.length === 0 || accepted.length < suppressions.length) return undefined;
  const reasons = accepted.flatMap(({ justification }) => textIn(justification) ?? []);
  return reasons.join("; ") || "no reason is given";
}
