import type { UserAdoption } from "../../adopt/adoption";
import type { Roster } from "../../roster/index";
import { type Addition, addTo } from "../../roster/write/addition";
import type { Comments } from "../../roster/write/block";
import { splice } from "../../roster/write/splice";
import type { FlagName } from "../../terms/flags";
import type { AdoptionPlan } from "./adopt";
import type { RosterFiles } from "./files";

/** Flags that guards will ask for, by key of the user, with what needs them. */
export type NeededFlags = ReadonlyMap<string, ReadonlyMap<FlagName, string>>;

/** All four left open: YAML reads null, the schema refuses null, and so nobody has justified anything yet. */
const OPEN = { justification: undefined, approvedBy: undefined, ticket: undefined, expires: undefined };

/** The texts with the entries in them. @throws NotEditable */
export function edited(
  files: RosterFiles,
  roster: Roster,
  { users, groups, policies }: AdoptionPlan,
  flags: NeededFlags = new Map(),
): Map<string, string> {
  const texts = new Map<string, string>();
  const add = (file: string, addition: Addition) => {
    const text = texts.get(file) ?? files.text(file);
    texts.set(file, splice(text, addTo(text, addition)));
  };
  const newPolicies = policies.flatMap(({ key, entry }) => (entry === undefined ? [] : [[key, entry] as const]));
  if (newPolicies.length > 0) add(files.main, { path: ["policies"], value: Object.fromEntries(newPolicies) });
  const newGroups = groups.flatMap(({ key, entry }) => (entry === undefined ? [] : [[key, entry] as const]));
  if (newGroups.length > 0) add(files.main, { path: ["groups"], value: Object.fromEntries(newGroups) });
  const fresh = users.filter(({ known }) => !known);
  if (fresh.length > 0) {
    const value = Object.fromEntries(fresh.map(({ key, patch }) => [key, { ...patch, ...openFlags(flags, key) }]));
    const comments = Object.fromEntries(
      fresh.map(({ key, comments: own }): [string, Comments] => [key, { ...own, ...flagComments(flags, key) }]),
    );
    add(files.main, { path: ["users"], value, comments });
  }
  for (const user of users.filter(({ known }) => known)) {
    const file = roster.users.find(({ key }) => key === user.key)?.origin.file ?? files.main;
    for (const addition of additionsTo(user, openFlags(flags, user.key))) add(file, addition);
  }
  return texts;
}

function openFlags(flags: NeededFlags, key: string): Record<string, typeof OPEN> {
  return Object.fromEntries([...(flags.get(key)?.keys() ?? [])].map((flag) => [flag, OPEN]));
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
