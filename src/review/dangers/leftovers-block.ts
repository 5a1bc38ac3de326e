import { ofType } from "../../plan/change";
import type { Concern, Context, DangerRule, Leftover } from "../danger";
import type { Person } from "../model/person";

export const leftoversBlock: DangerRule = {
  id: "leftovers-block",
  severity: "error",
  summary: "A leaver holds something that Terraform does not manage, and the state has no forceDestroy.",
  why: "IAM refuses to delete such a user (DeleteConflict), after everything else of the user is already deleted.",
  fix: "Adopt what is left over (roster adopt --unmanaged) or remove it (roster sweep), then plan again.",
  opener: "operator",
  check: (context) =>
    context.people.flatMap((person): Concern[] => {
      if (person.change !== "leaves" || person.forgotten || person.forceDestroy.before === true) return [];
      const left = [...new Set([...known(person, context), ...seenInPlan(person, context)])];
      if (left.length === 0) return [];
      return [{ message: `${person.name} cannot be deleted while it holds ${left.join(", ")}`, person }];
    }),
};

function known(person: Person, { leftovers }: Context): string[] {
  return leftovers
    .filter(({ user, deactivatedDevice }: Leftover) => user === person.name && deactivatedDevice === undefined)
    .map(({ what }) => what);
}

/** What a plan alone shows: things that are no longer managed or stay, and policies that drift has found on the user. */
function seenInPlan(person: Person, { changesOf, driftChanges }: Context): string[] {
  const changes = changesOf(person);
  const own = changes.find(({ type, deposed }) => type === "aws_iam_user" && !deposed)?.address;
  const stays = changes
    .filter(
      ({ address, forgets, action, before }) =>
        address !== own && before !== undefined && (forgets || action === "no-op"),
    )
    .filter(({ type }) => !type.endsWith("_exclusive"))
    .map(({ address }) => address);
  const inline = new Set(ofType(changes, "aws_iam_user_policy").flatMap(({ before }) => before?.name ?? []));
  const attached = new Set(
    ofType(changes, "aws_iam_user_policy_attachment").flatMap(({ before }) => before?.policy_arn ?? []),
  );
  const addresses = new Set(changes.map(({ address }) => address));
  const exclusive = [...changes, ...driftChanges.filter(({ address }) => addresses.has(address))];
  return [
    ...stays,
    ...exclusive.flatMap(({ type, before, after }) => {
      if (type === "aws_iam_user_policies_exclusive") {
        const names = [...(before?.policy_names ?? []), ...(after?.policy_names ?? [])];
        return names.filter((name) => !inline.has(name)).map((name) => `the inline policy ${name}`);
      }
      if (type !== "aws_iam_user_policy_attachments_exclusive") return [];
      const arns = [...(before?.policy_arns ?? []), ...(after?.policy_arns ?? [])];
      return arns.filter((arn) => !attached.has(arn)).map((arn) => `the attached policy ${arn}`);
    }),
  ];
}
