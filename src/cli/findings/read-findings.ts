import type { OthersFinding, OthersFindings } from "../../review/findings/finding";
import { readSarif } from "../../rules/sarif/read";
import type { SarifLog, SarifResult } from "../../rules/sarif/result";
import { UnreadableSarif } from "../../rules/sarif/unreadable";
import { defined } from "../../text/defined";
import { UsageError } from "../command";
import type { Options } from "../options";
import { nameOf, readFile } from "../read-file";
import { ScannedFiles } from "./scanned-files";

export const findingsOptions = {
  findings: {
    type: "string",
    value: "FILE",
    multiple: true,
    help: "what another tool (checkov, trivy, ...) has found, in SARIF 2.1.0, or a list of IAM Access Analyzer; may be repeated",
  },
  "findings-close": {
    type: "choice",
    choices: ["error", "warning", "note", "none"],
    help: "from which level on such a finding closes the gate; default: as --fail-on says",
  },
} as const satisfies Options;

/** SARIF repeats the lines that it is about; a report of a whole roster has some megabytes. */
const maxMebibytes = 64;

interface Values {
  readonly findings: readonly string[];
  readonly "findings-close": "error" | "warning" | "note" | "none" | undefined;
}

/** @throws UsageError when a file is not SARIF 2.1.0: what cannot be understood closes nothing, and is refused whole */
export function readFindings({ values, cwd }: { readonly values: Values; readonly cwd: string }): OthersFindings {
  const files = new ScannedFiles(cwd);
  const read = values.findings.map((file) => ({ file, log: readSarifFile(file, cwd) }));
  return {
    findings: read.flatMap(({ log }) => log.results.map((result) => findingOf(result, files))),
    gaps: read.flatMap(({ file, log }) => log.gaps.map((gap) => ({ message: `${nameOf(file)}: ${gap}` }))),
    close: values["findings-close"],
  };
}

function readSarifFile(file: string, cwd: string): SarifLog {
  const [next, smaller] = ["let the tool write it first", "let the tool report on less"];
  const bytes = readFile(file, cwd, { next, smaller, maxMebibytes });
  try {
    return readSarif(textOf(bytes));
  } catch (error) {
    if (error instanceof UnreadableSarif) throw new UsageError(`${nameOf(file)}: ${error.message}`);
    throw error;
  }
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableSarif("is not UTF-8; let the tool write SARIF 2.1.0");
  }
}

function findingOf({ places, names, ...result }: SarifResult, files: ScannedFiles): OthersFinding {
  const [first] = places;
  const scanned = places.map((place) => files.at(place));
  const name = scanned[0]?.name;
  const written = first === undefined || name === undefined ? undefined : { file: name, line: first.startLine };
  return {
    ...result,
    names: [...names, ...scanned.flatMap(({ address }) => address ?? [])],
    ...defined({
      where: written === undefined ? undefined : `${written.file}:${written.line}`,
      line: written === undefined ? undefined : { ...written, column: first?.startColumn ?? 1 },
    }),
  };
}
