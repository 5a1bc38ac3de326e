import type { Opener } from "../rules/rule";
import { dangerRules } from "./dangers/index";
import type { Danger } from "./model/danger";
import type { Gate } from "./model/review";

export interface GateOptions {
  /** @default "error" */
  readonly failOn?: Gate["failOn"];
  /** Exit code 2 when the gate is open and the plan changes something. @default false */
  readonly detailedExitcode?: boolean;
}

/** Whether this danger keeps the gate closed. */
export function closes({ severity, justified }: Danger, failOn: Gate["failOn"]): boolean {
  return justified === undefined && (severity === "error" || (severity === "warning" && failOn === "warning"));
}

/** Open, or closed by which rules, and who could open it. */
export function gateOf(dangers: readonly Danger[], changes: boolean, options: GateOptions = {}): Gate {
  const failOn = options.failOn ?? "error";
  const closing = dangers.filter((danger) => closes(danger, failOn));
  const open = closing.length === 0;
  return {
    open,
    closedBy: [...new Set(closing.map(({ id }) => id))],
    openers: openersOf(closing),
    failOn,
    changes,
    exitCode: !open ? 3 : changes && options.detailedExitcode === true ? 2 : 0,
  };
}

const words: Readonly<Record<Opener, string>> = {
  justification:
    "Somebody other than the owner can accept it in users.yaml, with justification, approvedBy, ticket and expires",
  roster: "Whoever may change users.yaml can undo or split the change there",
  approver: "Whoever is named in approvedBy can approve the pull request; then run the review again",
  operator: "Whoever runs terraform can fix it and plan again",
};

function openersOf(closing: readonly Danger[]): string[] {
  const ids = new Set(closing.map(({ id }) => id));
  return (Object.keys(words) as Opener[]).flatMap((opener) => {
    const rules = dangerRules.filter((rule) => rule.opener === opener && ids.has(rule.id)).map(({ id }) => id);
    return rules.length === 0 ? [] : [`${words[opener]}: ${rules.join(", ")}.`];
  });
}
