import type { Change } from "../plan/change";
import type { Plan } from "../plan/read";
import { kindOfType } from "../terms/kinds";

/**
 * The plan with what stood in the state before anybody changed it outside Terraform.
 * @returns undefined where nothing was changed that gives people access
 */
export function asStored(plan: Plan): Plan | undefined {
  const stored = new Map(
    plan.drift
      .filter(({ type, deposed }) => !deposed && isAccess(type))
      .map((change) => [change.address, change.before]),
  );
  if (stored.size === 0) return undefined;
  const originals = new Map<unknown, Change>();
  const changes = plan.changes.map((change) => {
    // A resource that moves has drifted where it was.
    const before = stored.get(change.address) ?? stored.get(change.previousAddress ?? "");
    if (before === undefined || change.deposed) return change;
    const made = { ...change, before } as Change;
    originals.set(made, change);
    return made;
  });
  // An account is found by the change that was read.
  return { ...plan, changes, realms: (change) => plan.realms(originals.get(change) ?? change) };
}

function isAccess(type: Change["type"]): boolean {
  return type !== "other" && kindOfType(type) === undefined;
}
