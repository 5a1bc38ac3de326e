import type { ImportBlock } from "../../../constructs/import-blocks";
import { type Excluded, titleOf } from "../../adopt/thing";
import type { Plan } from "../../plan/read";
import { draftOf } from "../../roster/loaded";
import { diagnosticLine } from "../../terraform/diagnostics";
import { TerraformFailure } from "../../terraform/failure";
import type { AdoptionPlan } from "./adopt";
import { failing } from "./bisect";
import { changedByPlan, refusedByTerraform } from "./culprits";
import { judgePlan, type Proof } from "./proof";
import { type Settled, settle, type ToSettle } from "./settle";
import type { DraftStack } from "./stack";

export interface ToProve extends ToSettle {
  readonly stack: Pick<DraftStack, "plan">;
  /** Addresses that the roster has. */
  readonly addresses: ReadonlySet<string>;
  /** Imports of an earlier adoption that are still to be done. */
  readonly open: readonly ImportBlock[];
  readonly onPlan: (plan: AdoptionPlan) => void;
}

type Sound = Extract<Settled, { kind: "settled" }>;

export type Proved =
  | Exclude<Settled, Sound>
  | (Omit<Sound, "kind" | "excluded"> & {
      readonly kind: "planned";
      readonly proof: Proof;
      readonly imports: readonly ImportBlock[];
    });

/** Plans that are made at most; the usual number is one or two. */
const ROUNDS = 6;
/** Of them those that look for whom Terraform refuses without saying so. */
const QUESTIONS = 20;

/**
 * Decides what to adopt, and lets a real plan say what it would do. What the plan would change, or Terraform refuses, is left
 * outside, first the thing alone and then its user, and everything else is planned again.
 */
export async function prove(given: ToProve): Promise<Proved> {
  let excluded: Excluded = new Map();
  for (let round = 1; ; round++) {
    const settled = await settle(given, excluded);
    if (settled.kind !== "settled") return settled;
    const { plan } = settled;
    given.onPlan(plan);
    const answer = await ask(settled, given);
    const parts = round < ROUNDS / 2 ? plan.parts : plan.parts.filter(({ path }) => path.length === 2);
    const more = "proof" in answer ? changedByPlan(parts, answer.proof.wrong) : await refusedOf(answer, settled, given);
    if ("proof" in answer && (more.size === 0 || round === ROUNDS)) return { ...settled, ...answer, kind: "planned" };
    if (!("proof" in answer) && (more.size === 0 || round === ROUNDS)) throw answer.failure;
    excluded = new Map([...settled.excluded, ...more]);
  }
}

interface Refusal {
  readonly failure: TerraformFailure;
}

/** The judged plan of the settled roster, or of the present one if nothing had to be settled; or why there is no plan. */
async function ask(
  settled: Exclude<Settled, { kind: "unsayable" }>,
  { context, request, stack, addresses, open }: ToProve,
): Promise<{ proof: Proof; imports: readonly ImportBlock[] } | Refusal> {
  const { plan } = settled;
  const roster = settled.kind === "nothing" ? context.roster : draftOf(settled.draft.loaded);
  if (roster === undefined) throw new Error("a settled roster can be planned");
  const imports = [...plan.imports, ...open.filter(({ to }) => !plan.imports.some((one) => one.to === to))];
  let planned: Plan;
  try {
    planned = await stack.plan(roster, { imports, leavers: plan.leavers });
  } catch (failure) {
    if (failure instanceof TerraformFailure && failure.reason === "exit") return { failure };
    throw failure;
  }
  const expected = [...plan.imports, ...plan.leavers.flatMap((leaver) => leaver.imports)];
  return {
    proof: judgePlan(planned, { imports: expected, before: addresses, mending: request.mend !== undefined }),
    imports,
  };
}

/** Whom or what Terraform refuses: as its errors say, or as plans of fewer users show. Empty where it is not the adoption. */
async function refusedOf({ failure }: Refusal, settled: Sound, given: ToProve): Promise<Excluded> {
  const errors = failure.diagnostics
    .filter(({ severity }) => severity === "error")
    .map((one) => diagnosticLine(one).replace(/\.$/, ""));
  // An answer that did not come says nothing about what was asked.
  if (errors.length === 0 || errors.some((error) => isAboutAccess(error))) throw failure;
  const { parts } = settled.plan;
  const named = refusedByTerraform(parts, errors);
  if (named !== undefined) return named;
  const users = parts.filter(({ thing }) => thing.kind === "user").map(({ thing }) => titleOf(thing));
  const without = (some: readonly string[]): Excluded =>
    new Map([...settled.excluded, ...some.map((title) => [title, "not asked about"] as const)]);
  const passes = async (some: readonly string[]) => {
    const fewer = await settle(given, without(users.filter((title) => !some.includes(title))));
    return fewer.kind === "unsayable" || !("failure" in (await ask(fewer, given)));
  };
  if (!(await passes([]))) return new Map();
  const { found, among } = await failing(users, passes, QUESTIONS);
  const which = `Terraform refuses one of ${among.length} users, and does not say which`;
  return new Map([
    ...found.map((title) => [title, `Terraform refuses it: ${errors[0]}`] as const),
    ...among.map((title) => [title, `${which}: ${errors[0]}`] as const),
  ]);
}

function isAboutAccess(error: string): boolean {
  return /AccessDenied|not authorized|ExpiredToken|InvalidClientTokenId|SignatureDoesNotMatch|Throttl|Rate exceeded|RequestError|no such host|connection re|i\/o timeout|deadline exceeded|StatusCode: (0|403|429|5\d\d)|(valid|cached|get) credential/i.test(
    error,
  );
}
