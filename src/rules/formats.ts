import type { FindingsReport } from "./findings-report";
import { formatGithub } from "./formats/github";
import { formatJunit } from "./formats/junit";
import { formatMarkdown } from "./formats/markdown";
import { formatSarif } from "./formats/sarif";

/** Every format that anything is written in, and who reads it. A new one is a line here, and its writer below. */
export const formats = {
  text: "a terminal or a log",
  json: "programs: one document with a schemaVersion",
  markdown: "a comment on a pull request",
  html: "a page that needs nothing else",
  sarif: "code scanning",
  junit: "test reports, as GitLab and Jenkins show them",
  github: "annotations on the lines of a pull request",
  csv: "a spreadsheet",
  ics: "a calendar",
} as const;

export type FormatName = keyof typeof formats;

/** The formats that a report can be written in. */
export type Renderers<Report> = Readonly<Partial<Record<FormatName, (report: Report) => string>>>;

/** What any list of findings is written with. Its page is made where a hash can be computed: `cli/report-page.ts`. */
export const findingFormats = {
  sarif: formatSarif,
  junit: formatJunit,
  github: formatGithub,
  markdown: formatMarkdown,
} as const satisfies Renderers<FindingsReport>;
