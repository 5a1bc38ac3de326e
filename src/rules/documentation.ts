/** Where the pages of docs/ are found. Relative: the project has no address of its own, and each package brings its docs. */
const base = "docs/";

/** Kinds of rules, and the page that has a heading for each rule of the kind. */
const pages = {
  guard: "guards.md",
  danger: "review.md",
  "audit rule": "audit.md",
  check: "doctor.md",
} as const;

export type RuleKindName = keyof typeof pages;

/** `docs/guards.md` */
function pageOf(kind: RuleKindName): string {
  return `${base}${pages[kind]}`;
}

/** `docs/guards.md#force-destroy-justified` */
export function documentationOf(kind: RuleKindName, id: string): string {
  return `${pageOf(kind)}#${id}`;
}
