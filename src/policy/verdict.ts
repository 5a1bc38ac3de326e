/** What is not known is never taken for one of the others. */
export type Verdict = "holds" | "fails" | "not known";

/** Holds where all hold; fails where one fails, whatever the others are. */
export function all(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes("fails") ? "fails" : verdicts.includes("not known") ? "not known" : "holds";
}

/** Holds where one holds, whatever the others are. */
export function any(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes("holds") ? "holds" : verdicts.includes("not known") ? "not known" : "fails";
}

export function not(verdict: Verdict): Verdict {
  return verdict === "holds" ? "fails" : verdict === "fails" ? "holds" : verdict;
}
