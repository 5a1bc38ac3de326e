import type { UserAdoption } from "../../adopt/adoption";
import type { Justification, Roster } from "../../roster/index";
import { type Addition, addTo } from "../../roster/write/addition";
import type { Comments } from "../../roster/write/block";
import { splice } from "../../roster/write/splice";
import type { FlagName } from "../../terms/flags";
import type { RosterFiles } from "../roster-files";
import type { AdoptionPlan } from "./adopt";

/** Flags that guards will ask for, by key of the user, with what needs them. */
export type NeededFlags = ReadonlyMap<string, ReadonlyMap<FlagName, string>>;

type Written = Pick<AdoptionPlan, "users" | "groups" | "policies" | "managedPoliciesPerUser">;

/** What is written of a flag. */
export type FlagLines = Readonly<Record<keyof Justification, string | undefined>>;

/** All four left open: YAML reads null, the schema refuses null, and so nobody has justified anything yet. */
const OPEN: FlagLines = { justification: undefined, approvedBy: undefined, ticket: undefined, expires: undefined };

/** The texts with the entries in them. @throws NotEditable */
export function edited(
  files: RosterFiles,
  roster: Roster,
  { users, groups, policies, managedPoliciesPerUser }: Written,
  flags: NeededFlags = new Map(),
  lines: FlagLines = OPEN,
): Map<string, string> {
  const texts = new Map<string, string>();
  const add = (file: string, addition: Addition) => {
    const text = texts.get(file) ?? files.text(file);
    texts.set(file, splice(text, addTo(text, addition)));
  };
  if (managedPoliciesPerUser !== undefined && files.said(["guards", "managedPoliciesPerUser"]) === undefined) {
    add(files.main, { path: ["guards"], value: { managedPoliciesPerUser } });
  }
  const newPolicies = policies.flatMap(({ key, entry }) => (entry === undefined ? [] : [[key, entry] as const]));
  if (newPolicies.length > 0) add(files.main, { path: ["policies"], value: Object.fromEntries(newPolicies) });
  const newGroups = groups.flatMap(({ key, entry }) => (entry === undefined ? [] : [[key, entry] as const]));
  if (newGroups.length > 0) add(files.main, { path: ["groups"], value: Object.fromEntries(newGroups) });
  const fresh = users.filter(({ known }) => !known);
  if (fresh.length > 0) {
    const value = Object.fromEntries(
      fresh.map(({ key, patch }) => [key, { ...patch, ...flagLines(flags, key, lines) }]),
    );
    const comments = Object.fromEntries(
      fresh.map(({ key, comments: own }): [string, Comments] => [key, { ...own, ...flagComments(flags, key) }]),
    );
    add(files.main, { path: ["users"], value, comments });
  }
  for (const user of users.filter(({ known }) => known)) {
    const file = roster.users.find(({ key }) => key === user.key)?.origin.file ?? files.main;
    for (const addition of additionsTo(user, flagLines(flags, user.key, lines))) add(file, addition);
  }
  return texts;
}

function flagLines(flags: NeededFlags, key: string, lines: FlagLines): Record<string, FlagLines> {
  return Object.fromEntries([...(flags.get(key)?.keys() ?? [])].map((flag) => [flag, lines]));
}

function flagComments(flags: NeededFlags, key: string): Record<string, string> {
  return Object.fromEntries(
    [...(flags.get(key) ?? [])].map(([flag, why]) => [flag, `to be filled in by a human: ${why}`]),
  );
}

/** What an entry lacks, one addition a place. */
function additionsTo({ key, patch, amended }: UserAdoption, flags: Record<string, object>): Addition[] {
  const at = ["users", key];
  const { loginProfile, groups, policies, ...credentials } = patch;
  return [
    ...(loginProfile === undefined ? [] : [{ path: at, value: { loginProfile } }]),
    ...(groups === undefined ? [] : [{ path: [...at, "groups"], value: groups }]),
    ...(policies?.managed === undefined ? [] : [{ path: [...at, "policies", "managed"], value: policies.managed }]),
    ...(policies?.inline === undefined ? [] : [{ path: [...at, "policies", "inline"], value: policies.inline }]),
    ...Object.entries(credentials).map(([kind, slots]) => ({
      path: [...at, kind],
      value: slots as Record<string, unknown>,
    })),
    ...amended.map(({ path, value }) => ({ path: [...at, ...path], value })),
    ...Object.entries(flags).map(([flag, open]) => ({ path: at, value: { [flag]: open } })),
  ];
}
