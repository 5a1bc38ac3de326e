import type { AccessKey } from "../../roster/roster";
import { addDays } from "../../text/iso-date";
import { acceptedFlag } from "../acceptance";
import type { Concern, Context, DangerRule } from "../danger";
import type { Person } from "../model/person";

export const rotationPostponed: DangerRule = {
  id: "rotation-postponed",
  severity: "warning",
  summary: "The rotateBy of an access key is postponed or removed, and the key stays.",
  why: "The longer a key exists, the likelier it leaks, and the next date is postponed as easily.",
  fix: "Rotate it: add the other slot, then set this one Inactive.",
  opener: "justification",
  check: (context) => context.people.flatMap((person) => postponed(person, context)),
};

function postponed(person: Person, context: Context): Concern[] {
  const { rosters, settings, today } = context;
  const after = rosters.user("after", person.key);
  if (after === undefined || after.suspended !== undefined) return [];
  const latest = addDays(today, settings.maxKeyAgeDays);
  return (rosters.user("before", person.key)?.accessKeys ?? []).flatMap((was): Concern[] => {
    const is = after.accessKeys.find(({ key }) => key === was.key);
    if (is === undefined || was.rotateBy === undefined || !isLater(was.rotateBy, is) || isNew(person, is)) return [];
    const how =
      is.rotateBy === undefined
        ? `, ${was.rotateBy}, is removed`
        : ` is postponed from ${was.rotateBy} to ${is.rotateBy}`;
    const message = `rotateBy of access key ${is.key} of ${person.name}${how}`;
    const place = rosters.placeBelowUser(person.key, "accessKeys", is.key, "rotateBy");
    if (is.rotateBy === undefined || is.rotateBy <= latest) return [{ message, person, place }];
    return [
      {
        message: `${message}, longer than ${settings.maxKeyAgeDays} days`,
        ...{ person, place, severity: "error" },
        justified: acceptedFlag(person, "longLivedKeys", context),
        fix: `Choose a date up to ${latest}, or rotate it: add the other slot, then set this one Inactive.`,
      },
    ];
  });
}

function isLater(before: string, { status, rotateBy }: AccessKey): boolean {
  return status === "Active" && (rotateBy === undefined || rotateBy > before);
}

/** The slot has another key: that is the rotation. */
function isNew({ credentials }: Person, { key: slot }: AccessKey): boolean {
  return credentials.some(
    ({ kind, key, change }) => kind === "accessKey" && key === slot && (change === "created" || change === "replaced"),
  );
}
