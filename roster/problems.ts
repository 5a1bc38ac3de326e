import { maxFindings } from "../rules/run";
import { type Diagnostic, diagnose, diagnoseSpan, type Finding } from "./diagnostics";
import type { YamlProblem } from "./parse-yaml";
import type { SourceFile } from "./source-file";

/** Errors of a roster, put where they are written while that can be told: not more of them than anybody reads. */
export class Problems {
  public readonly diagnostics: Diagnostic[] = [];

  public constructor(private readonly files: ReadonlyMap<string, SourceFile>) {}

  public report(finding: Finding): void {
    if (this.isFull) return;
    this.diagnostics.push(diagnose(finding, "error", this.files));
  }

  public reportYaml(problem: YamlProblem, source: SourceFile): void {
    if (this.isFull) return;
    this.diagnostics.push(diagnoseSpan({ id: "yaml", ...problem }, "error", source, problem.span));
  }

  private get isFull(): boolean {
    return this.diagnostics.length >= maxFindings;
  }
}
