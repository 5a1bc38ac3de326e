import type { Excluded } from "../../adopt/thing";
import type { Diagnostic } from "../../roster/index";
import { NotEditable } from "../../roster/write/edit";
import { isoDate } from "../../text/iso-date";
import { errorsIn, identityOf } from "../new-errors";
import type { RosterFiles } from "../roster-files";
import { type AdoptionPlan, decide } from "./adopt";
import { refusedByRoster, sharingAddresses } from "./culprits";
import { edited, type FlagLines, type NeededFlags } from "./edits";
import { neededFlags } from "./flags";
import type { Found } from "./read";
import type { AdoptionContext, AdoptionRequest } from "./request";

export interface ToSettle {
  readonly found: Found;
  readonly request: AdoptionRequest;
  readonly context: AdoptionContext;
  /** The roster as it stands. */
  readonly files: RosterFiles;
  readonly today: Date;
}

export type Settled =
  | { readonly kind: "nothing"; readonly plan: AdoptionPlan }
  | { readonly kind: "unsayable"; readonly errors: readonly string[] }
  | {
      readonly kind: "settled";
      readonly plan: AdoptionPlan;
      /** The roster with the entries, before anybody was asked for a justification. */
      readonly draft: RosterFiles;
      /** What a person has to justify; nothing else is missing from a valid roster. */
      readonly flags: NeededFlags;
      readonly excluded: Excluded;
    };

/**
 * Decides what to adopt so that `validate` accepts the roster, once a person has justified what needs it. What a roster
 * refuses is left outside, and everything else is tried again: each round leaves something out, so there is a last one.
 */
export async function settle(given: ToSettle, before: Excluded = new Map()): Promise<Settled> {
  const { found, request, context, files, today } = given;
  const known = new Set(errorsIn(files, today).map(identityOf));
  let excluded = before;
  for (;;) {
    const plan = decide(found, request, context, excluded);
    if (plan.imports.length === 0 && plan.leavers.length === 0) return { kind: "nothing", plan };
    const shared = sharingAddresses(plan.parts);
    if (shared.size > 0) {
      excluded = new Map([...shared, ...excluded]);
      continue;
    }
    const { refused, errors, ...written } = await write(plan, given, known);
    const unreadable = written.draft?.loaded.unreadable ?? [];
    if (refused.size > 0) excluded = new Map([...refused, ...excluded]);
    else if (unreadable.length > 0) return { kind: "unsayable", errors: unreadable };
    else if (errors.length > 0) return { kind: "unsayable", errors: errors.map(lineOf) };
    else if (written.draft !== undefined) return { kind: "settled", plan, excluded, ...written, draft: written.draft };
  }
}

interface Written {
  readonly draft: RosterFiles | undefined;
  readonly flags: NeededFlags;
  readonly refused: Excluded;
  readonly errors: readonly Diagnostic[];
}

async function write(plan: AdoptionPlan, given: ToSettle, known: ReadonlySet<string>): Promise<Written> {
  const { request, context, files, today } = given;
  const nothing = { draft: undefined, flags: new Map(), refused: new Map(), errors: [] };
  const texts = editable(plan, () => edited(files, context.roster, plan), given);
  if (!(texts instanceof Map)) return { ...nothing, refused: texts.refused };
  const draft = await files.with(texts, today);
  const flags: NeededFlags = request.mend === undefined ? neededFlags(draft, plan.users, today) : new Map();
  const filled = flags.size === 0 ? texts : edited(files, context.roster, plan, flags, filledIn(today));
  const whole = flags.size === 0 ? draft : await files.with(filled, today);
  const errors = errorsIn(whole, today).filter((error) => !known.has(identityOf(error)));
  return { draft, flags, refused: refusedByRoster(plan.parts, errors), errors };
}

/** Stands for what a person writes: the roster is judged as it will be then. */
function filledIn(today: Date): FlagLines {
  return {
    justification: "This stands for what a person is going to write",
    approvedBy: "somebody else <somebody.else@example.com>",
    ticket: "TICKET-1",
    expires: isoDate(new Date(today.getTime() + 30 * 86_400_000)),
  };
}

/** The texts, or whose entries YAML cannot hold. @throws NotEditable where it is nobody's alone */
function editable(
  plan: AdoptionPlan,
  make: () => Map<string, string>,
  { files, context }: ToSettle,
): Map<string, string> | { readonly refused: Excluded } {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof NotEditable)) throw error;
    const entries = plan.parts.filter(({ path }) => path.length === 2);
    const refused = new Map<string, string>();
    for (const { thing } of culprits(entries, (some) => {
      const keys = new Set(some.map(({ path }) => path[1]));
      const only = <T extends { key: string }>(list: readonly T[]) => list.filter(({ key }) => keys.has(key));
      const alone = { users: only(plan.users), groups: only(plan.groups), policies: only(plan.policies) };
      return cannotBeWritten(() => edited(files, context.roster, alone));
    }))
      refused.set(`${thing.kind} ${thing.name}`, "YAML cannot hold its text as it is");
    if (refused.size === 0) throw error;
    return { refused };
  }
}

/** Those that fail alone, found by halves: the others pass all at once. */
function culprits<Item>(items: readonly Item[], fails: (some: readonly Item[]) => boolean): readonly Item[] {
  if (items.length === 0 || !fails(items)) return [];
  if (items.length === 1) return items;
  const half = items.length >> 1;
  return [...culprits(items.slice(0, half), fails), ...culprits(items.slice(half), fails)];
}

function cannotBeWritten(make: () => unknown): boolean {
  try {
    make();
    return false;
  } catch (error) {
    if (error instanceof NotEditable) return true;
    throw error;
  }
}

const lineOf = ({ file, line, message }: Diagnostic) => `${file}:${line}  ${message}`;
