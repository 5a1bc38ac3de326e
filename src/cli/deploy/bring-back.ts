import { basename } from "node:path";
import type { ForgottenLeaver } from "../../adopt/forgotten-leaver";
import type { InState } from "../../adopt/in-state";
import { projectFolder } from "../../files/project-folder";
import type { Pending } from "../../leaving/pending/pending";
import type { Roster } from "../../roster/index";
import { TerraformFailure } from "../../terraform/failure";
import { count } from "../../text/count";
import { DraftStack } from "../adopt/stack";
import type { DeployInput } from "../commands/deploy";
import { importsFile, readLeavers, writeLeavers } from "../imports";
import type { StateGuard } from "../state/state-guard";
import { PlanRefused } from "./deployment";
import { refusals } from "./returned";

/** Leavers of the file: of whom something is still to be imported, and who is not taken back. */
export interface Sorted {
  readonly open: readonly ForgottenLeaver[];
  /** One line each. */
  readonly told: readonly string[];
}

/** Keeps a copy of a local state while Terraform writes it. */
type Guard = Pick<StateGuard, "whileRefreshing">;

/** Who came back into the roster is not taken back to be removed; what an earlier run has imported is done. */
export function sortLeavers(
  leavers: readonly ForgottenLeaver[],
  roster: Pick<Roster, "users">,
  state: InState,
): Sorted {
  const entries = new Set(roster.users.map(({ name }) => name.toLowerCase()));
  const here = ({ name }: ForgottenLeaver) => entries.has(name.toLowerCase());
  return {
    open: leavers
      .filter((leaver) => !here(leaver))
      .map((leaver) => ({ ...leaver, imports: leaver.imports.filter(({ to }) => !state.addresses.has(to)) }))
      .filter(({ imports }) => imports.length > 0),
    told: leavers
      .filter(here)
      .map(({ name, userId }) => `${name} (${userId}): in the roster again, and so not taken back to be removed`),
  };
}

/** Those of the file of whom nothing that was written down before an apply says that they were leaving: one line each. */
export function strangers(
  leavers: readonly ForgottenLeaver[],
  pending: Pick<Pending, "leavers"> | undefined,
): string[] {
  const known = new Set(pending?.leavers.flatMap(({ userId }) => userId ?? []));
  return leavers
    .filter(({ userId }) => !known.has(userId))
    .map(({ name, userId }) => `${name} (${userId}) was not leaving by the record of any apply, nor by the audit log`);
}

/**
 * Imports leavers whom `roster adopt --mend` has found, and nothing else: the ordinary plan after this removes them, with all its questions.
 * The account is not changed. It is done before they are forgotten, so that a run that is cut off goes on here.
 * @returns what to tell, one line each
 * @throws PlanRefused when a real plan says that more would happen
 */
export async function bringBack(
  roster: Roster,
  input: DeployInput,
  { guard, pending }: { readonly guard: Guard; readonly pending: () => Promise<Pending | undefined> },
): Promise<readonly string[]> {
  const file = importsFile(projectFolder(input.cwd), roster.stack);
  const leavers = readLeavers(file);
  if (leavers.length === 0) return [];
  // The file is in git, so that whoever may propose a change may write a name into it.
  const unknown = strangers(leavers, await pending());
  if (unknown.length > 0)
    throw new PlanRefused(
      `the leavers in ${basename(file)} are not taken back, nothing was applied: ${unknown.join("; ")}; take them out of the file, and run roster adopt --mend, which writes who is`,
    );
  const stack = new DraftStack(projectFolder(input.cwd), input);
  try {
    const { state } = await stack.open(roster);
    const { open, told } = sortLeavers(leavers, roster, state);
    if (open.length > 0) await importAll(stack, roster, open, { file, guard });
    writeLeavers(file, []);
    return [
      ...told,
      ...open.map(
        ({ name, userId, imports }) =>
          `${name} (${userId}): ${count(imports.length, "import")} done, the account is as it was; the plan removes the user`,
      ),
    ];
  } finally {
    stack.close();
  }
}

async function importAll(
  stack: DraftStack,
  roster: Roster,
  leavers: readonly ForgottenLeaver[],
  { file, guard }: { readonly file: string; readonly guard: Guard },
): Promise<void> {
  const targets = leavers.flatMap(({ imports }) => imports.map(({ to }) => to));
  const again = "run roster adopt --mend again, which looks at what is there now";
  try {
    const found = refusals(await stack.plan(roster, { leavers }, targets), leavers);
    if (found.length > 0)
      throw new PlanRefused(
        `the leavers in ${basename(file)} are not taken back, nothing was applied: ${found.join("; ")}; ${again}`,
      );
    await guard.whileRefreshing(() => stack.apply());
  } catch (error) {
    if (!isGone(error)) throw error;
    throw new PlanRefused(`${basename(file)} has what the account does not have any more: ${again}`);
  }
}

/** Somebody deleted it since. */
function isGone(error: unknown): boolean {
  return (
    error instanceof TerraformFailure &&
    error.diagnostics.some(({ summary }) => /cannot import non-existent remote object/i.test(summary))
  );
}
