/** What of a policy document a reviewer sees: never its text. */
export interface PolicyPower {
  /** Allows every action on every resource; a condition does not make that harmless. */
  readonly everything: boolean;
  /** Allowed actions as IAM writes them, sorted; `all but ...` for NotAction. */
  readonly allows: readonly string[];
}

/** @returns undefined when the text is no policy document */
export function powerOf(document: string | undefined): PolicyPower | undefined {
  if (document === undefined) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(document);
  } catch {
    return undefined;
  }
  if (typeof parsed !== "object" || parsed === null) return undefined;
  const allows = new Set<string>();
  let everything = false;
  for (const statement of asList((parsed as { Statement?: unknown }).Statement)) {
    if (typeof statement !== "object" || statement === null) continue;
    const { Effect, Action, NotAction, Resource } = statement as Record<string, unknown>;
    if (Effect !== "Allow") continue;
    const actions = asList(Action).filter(isAction);
    for (const action of actions) allows.add(action);
    const but = asList(NotAction).filter(isAction);
    if (but.length > 0) allows.add(`all but ${but.join(", ")}`);
    everything ||= actions.some(isEverything) && asList(Resource).some((resource) => /^\*+$/.test(String(resource)));
  }
  return { everything, allows: [...allows].sort() };
}

export function grantsEverything(document: string | undefined): boolean {
  return powerOf(document)?.everything ?? false;
}

/** `s3:Get*`, `*`: other text in its place is not repeated. */
function isAction(value: unknown): value is string {
  return (
    typeof value === "string" && value.length <= 128 && /^(?:\*+|[A-Za-z0-9-]+:[A-Za-z0-9*?]+|\*+:\*+)$/.test(value)
  );
}

function isEverything(action: string): boolean {
  return /^\*+(?::\*+)?$/.test(action);
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}
