import { maxFindings } from "../rules/run";
import { type Diagnostic, diagnose, diagnoseSpan, type RosterFinding } from "./diagnostics";
import type { YamlProblem } from "./parse-yaml";
import { readingFinding } from "./rules";
import type { SourceFile } from "./source-file";

/** Errors of a roster, put where they are written while that can be told: not more of them than anybody reads. */
export class Problems {
  public readonly diagnostics: Diagnostic[] = [];

  public constructor(private readonly files: ReadonlyMap<string, SourceFile>) {}

  public report(finding: RosterFinding): void {
    if (this.isFull) return;
    this.diagnostics.push(diagnose(finding, this.files));
  }

  public reportYaml(problem: YamlProblem, source: SourceFile): void {
    if (this.isFull) return;
    const { span, ...report } = problem;
    const finding = readingFinding("yaml", { ...report, file: source.name, path: [] });
    this.diagnostics.push(diagnoseSpan(finding, source, span));
  }

  private get isFull(): boolean {
    return this.diagnostics.length >= maxFindings;
  }
}
