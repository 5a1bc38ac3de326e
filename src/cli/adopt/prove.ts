import type { ImportBlock } from "../../../constructs/import-blocks";
import type { Excluded } from "../../adopt/adoption";
import { draftOf, errorsBesideFlags } from "../../roster/loaded";
import { type AdoptionPlan, decide } from "./adopt";
import { edited } from "./edits";
import type { RosterFiles } from "./files";
import { replacedTexts, unsayablePolicies, unsayableUsers } from "./outside";
import { judgePlan, type Proof } from "./proof";
import type { Found } from "./read";
import type { AdoptionContext, AdoptionRequest } from "./request";
import type { DraftStack } from "./stack";

export interface ToProve {
  readonly found: Found;
  readonly request: AdoptionRequest;
  readonly context: AdoptionContext;
  /** The roster as it stands. */
  readonly files: RosterFiles;
  readonly stack: DraftStack;
  /** Addresses that the roster has. */
  readonly addresses: ReadonlySet<string>;
  /** Imports of an earlier adoption that are still to be done. */
  readonly open: readonly ImportBlock[];
  readonly today: Date;
  readonly onPlan: (plan: AdoptionPlan) => void;
}

export type Proved =
  | { readonly kind: "nothing"; readonly plan: AdoptionPlan }
  | { readonly kind: "unsayable"; readonly errors: readonly string[] }
  | {
      readonly kind: "planned";
      readonly plan: AdoptionPlan;
      readonly proof: Proof;
      /** The roster with the entries, before anybody was asked for a justification. */
      readonly draft: RosterFiles;
      readonly imports: readonly ImportBlock[];
    };

/**
 * Decides what to adopt, and lets a real plan say what it would do. What turns out to be impossible by itself is left
 * outside, and everything else is tried again: each round leaves something out, so there is a last one.
 */
export async function prove(given: ToProve): Promise<Proved> {
  const { found, request, context, files, stack, addresses, today } = given;
  let excluded = await unsayablePolicies(decide(found, request, context).policies, today);
  const leaveOut = (more: Excluded) => {
    excluded = new Map([...excluded, ...more]);
    return more.size > 0;
  };
  for (;;) {
    const plan = decide(found, request, context, excluded);
    if (plan.imports.length === 0) return { kind: "nothing", plan };
    const draft = await files.with(edited(files, context.roster, plan), today);
    const roster = draftOf(draft.loaded);
    if (roster === undefined) {
      if (leaveOut(await unsayableUsers(plan.users, today))) continue;
      return { kind: "unsayable", errors: errorsBesideFlags(draft.loaded) };
    }
    given.onPlan(plan);
    const imports = [...plan.imports, ...given.open.filter(({ to }) => !plan.imports.some((one) => one.to === to))];
    const planned = await stack.plan(roster, { imports });
    const proof = judgePlan(planned, { imports: plan.imports, before: addresses });
    if (leaveOut(replacedTexts(proof, plan))) continue;
    return { kind: "planned", plan, proof, draft, imports };
  }
}
