import { accountOf, mayShareAccount } from "../../guards/between/account-of";
import { type Diagnostic, loadRoster, type PartialRoster, readableOf } from "../../roster/index";
import { compareRosters, readBeside } from "../between";
import type { Context } from "../command";
import type { RosterFile } from "../project";

/** What another roster of the project manages, each with the reason why it is left to it: by IAM name, in lower case. */
export interface Elsewhere {
  readonly users: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
  readonly policies: ReadonlyMap<string, string>;
}

type Looking = Pick<Context, "cwd" | "today">;

/** What is wrong between a roster that is adopted into and the others of the project: nothing may be written with an error of these. */
export async function wrongBetween(file: RosterFile, looking: Looking): Promise<readonly Diagnostic[]> {
  const { cwd, today, drafts } = comparing(looking);
  const loaded = await loadRoster(file.path, { today });
  const [diagnostics = []] = await compareRosters([{ file, loaded }], { cwd, today, drafts });
  return diagnostics;
}

/** What is in another roster that is, or may be, about this account. */
export async function managedElsewhere(file: RosterFile, accountId: string, looking: Looking): Promise<Elsewhere> {
  const { others } = await readBeside([file], comparing(looking));
  const near = others.flatMap(({ loaded, file: { name } }) => {
    const roster = readableOf(loaded);
    const account = roster === undefined ? undefined : accountOf(roster);
    if (roster === undefined || !mayShareAccount(accountId, account)) return [];
    const which = account === undefined ? "which does not say for which account it is" : "for the same account";
    return [{ roster, reason: `it is in ${name}, another roster of this project, ${which}` }];
  });
  const reasons = (namesIn: (roster: PartialRoster) => readonly { readonly name: string }[]) =>
    new Map(
      near.flatMap(({ roster, reason }) => namesIn(roster).map(({ name }) => [name.toLowerCase(), reason] as const)),
    );
  return {
    users: reasons(({ users }) => users),
    groups: reasons(({ groups }) => groups.filter(({ existing }) => !existing)),
    policies: reasons(({ policies }) => policies),
  };
}

function comparing({ cwd, today = new Date() }: Looking) {
  return { cwd, today, drafts: true } as const;
}
