import type { Justification } from "../../roster/roster";
import { flawsOf } from "../../rules/soundness";
import { Approvals, namesOf } from "../approvals";
import { concernedBy } from "../concerned";
import type { Concern, Context, DangerRule } from "../danger";
import type { Place } from "../model/place";
import type { Rosters } from "../roster-side";

export const approvalMissing: DangerRule = {
  id: "approval-missing",
  severity: "error",
  summary: "A new or changed justification names in approvedBy somebody who has not approved the change.",
  why: "Whoever writes a justification can write any name into approvedBy; the approval of a pull request is given by the person.",
  fix: "Let the person of approvedBy approve the pull request, and run the review again. Whose login that is, approvers: says.",
  opener: "approver",
  check: (context) => {
    const { approvers, rosters } = context;
    if (approvers === undefined) return [];
    const approvals = new Approvals(approvers, rosters.before?.roster.approvers ?? {});
    return newJustifications(rosters).flatMap((written) => unapproved(written, approvals, context));
  },
};

/** A justification that is not there before the change, or says something else there. */
interface Written {
  readonly kind: string;
  readonly key: string;
  readonly justification: Justification;
  readonly place: Place | undefined;
}

function newJustifications(rosters: Rosters): Written[] {
  const { users = [], removals = [] } = rosters.after?.roster ?? {};
  const flags = users.flatMap(({ key, flags }) =>
    Object.entries(flags).map(([kind, justification]) => ({
      ...{ kind, key, justification },
      was: rosters.user("before", key)?.flags[kind as keyof typeof flags],
      place: rosters.placeBelowUser(key, kind, "approvedBy"),
    })),
  );
  const before = rosters.before?.roster.removals ?? [];
  const leavers = removals.map(({ key, ...justification }) => ({
    ...{ kind: "removal", key, justification },
    was: before.find((each) => each.key === key),
    place: rosters.placeOfRemoval(key),
  }));
  return [...flags, ...leavers].filter(({ justification, was }) => was === undefined || differs(justification, was));
}

function differs(one: Justification, other: Justification): boolean {
  const fields = ["justification", "approvedBy", "ticket", "expires"] as const;
  return fields.some((field) => one[field] !== other[field]);
}

function unapproved({ kind, key, justification, place }: Written, approvals: Approvals, context: Context): Concern[] {
  const person = context.people.find((each) => each.key === key);
  const about = { person, place };
  const { approvedBy } = justification;
  const found = approvals.of(approvedBy);
  const what = `${kind} of ${person?.name ?? key}`;
  if (found.length === 0) return [{ message: `${what}: ${approvedBy} has not approved this change`, ...about }];
  const { rosters, today } = context;
  const owner = rosters.user("after", key)?.owner;
  const concerned =
    person === undefined
      ? [{ as: "the user", name: key }, ...(owner === undefined ? [] : [{ as: "the owner", name: owner }])]
      : concernedBy(person, context);
  // By any of their names: as the login, and as what it stands for on either side.
  const flaws = found.map(([login = "", ...names]) =>
    [login, ...names, ...namesOf(login, rosters.after?.roster.approvers ?? {})].flatMap((name) =>
      flawsOf({ approvedBy: name }, concerned, today),
    ),
  );
  const [first] = flaws.every((each) => each.length > 0) ? flaws.flat() : [];
  return first === undefined ? [] : [{ message: `${what}: ${first.message}`, fix: first.fix, ...about }];
}
