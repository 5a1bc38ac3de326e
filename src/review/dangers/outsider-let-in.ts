import { type KnownChange, ofType } from "../../plan/change";
import { type Opening, type Outsider, openingsBeyond, openingsOf } from "../../policy/outsiders";
import { nameOfArn, parseArn } from "../../terms/arns";
import { listed } from "../../text/count";
import { unknownAccount } from "../account-sides";
import type { Concern, Context, DangerRule } from "../danger";
import { lostDenies, openedThings } from "../opened";
import type { RoleSides } from "../person-access";

export const outsiderLetIn: DangerRule = {
  id: "outsider-let-in",
  severity: "error",
  summary:
    "Somebody who is not of the account is newly let in: by the trust policy of a role, or by the policy on a bucket, a key, a queue, a function or the like; a warning where such a policy names a user, or no longer denies what it did.",
  why: "No entry of users.yaml and no line about a person says so: whoever it is needs no user here.",
  fix: "Name who is meant, and limit it by a condition; or apply it in a change of its own, which somebody reviews who knows them.",
  opener: "roster",
  check: (context) => [
    ...ofType(context.changes, "aws_iam_role").flatMap((role) => ofRole(role, context)),
    ...openedThings(context).flatMap(({ change, openings }) =>
      told(openings, change, context).map(([who, severity, some]): Concern => {
        const { address } = change;
        const what = listed([...new Set(some.flatMap(actionsOf))], 3);
        return { message: `${address} newly allows ${what} to ${who}`, address, severity };
      }),
    ),
    ...lostDenies(context).map(({ address, denies }): Concern => {
      const what = listed([...new Set(denies.flatMap((statement) => actionsOf({ statement })))], 3);
      return { message: `${address} no longer denies ${what} to those whom it kept out`, address, severity: "warning" };
    }),
    ...ofType(context.changes, "aws_s3_bucket_public_access_block").flatMap(unblocked),
    ...ofType(context.changes, "aws_iam_instance_profile").flatMap((change) => profile(change, context)),
  ],
};

type Severity = "error" | "warning";

function ofRole(change: KnownChange<"aws_iam_role">, context: Context): Concern[] {
  const { address, action, deposed } = change;
  const role = context.access.roles().get(address);
  if (role?.after.trust === undefined || deposed || action === "forget") return [];
  const name = change.after?.name ?? change.name;
  const accountId = context.accountOf(change) ?? unknownAccount;
  const [way] = role.ways.after;
  const openings = openingsBeyond(role.before?.trust, role.after.trust, accountId).filter(isEntry);
  const power = way === undefined ? "" : `; the role can become administrator, through ${way.name}`;
  const isPowerful = way !== undefined;
  const found = told(openings, change, context, isPowerful).map(
    ([who, severity]): Concern => ({ message: `${who} may newly assume the role ${name}${power}`, address, severity }),
  );
  return found.length > 0 ? found : strengthened(name, change, role, accountId);
}

/** What kept a bucket from being opened to everybody. */
function unblocked(change: KnownChange<"aws_s3_bucket_public_access_block">): Concern[] {
  const { address, action, before, after, deposed } = change;
  if (deposed || before === undefined || action === "forget") return [];
  const gone = blocks.filter((name) => before[name] === true && after?.[name] !== true);
  if (gone.length === 0) return [];
  const message = `the bucket ${before.bucket ?? change.name} is no longer kept from being public: ${listed(gone)}`;
  return [
    { message, address, severity: "warning", fix: "Keep the block; who is to read the bucket is named in its policy." },
  ];
}

const blocks = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"] as const;

/** Whatever runs on an instance does what the role in its profile may. */
function profile(change: KnownChange<"aws_iam_instance_profile">, { access }: Context): Concern[] {
  const { address, before, after, deposed, action } = change;
  if (deposed || after?.role === undefined || before?.role === after.role || action === "forget") return [];
  const role = [...access.roles().values()].find((one) => nameOfArn(one.after.arn) === after.role);
  const [way] = role?.ways.after ?? [];
  if (way === undefined) return [];
  const message = `whatever runs on an instance with the profile ${after.name ?? change.name} can newly become administrator, as the role ${after.role}, through ${way.name}`;
  return [{ message, address, severity: "warning", fix: "Give the instances a role that may do what they need." }];
}

/** Whoever is let in already can do more. */
function strengthened(
  name: string,
  { address }: KnownChange<"aws_iam_role">,
  { after, ways }: RoleSides,
  accountId: string,
): Concern[] {
  const [way] = ways.after;
  if (way === undefined || ways.before.length > 0 || after.trust === undefined) return [];
  const openings = openingsOf(after.trust, accountId).filter((one) => isEntry(one) && one.who.kind !== "insider");
  const who = [...new Set(openings.map((opening) => whoIs(opening)))];
  if (who.length === 0) return [];
  // A service acts for whoever may tell it to: that is told of each person who may.
  const severity = openings.every((opening) => opening.who.kind === "service") ? "warning" : undefined;
  const message = `the role ${name}, which ${listed(who, 3)} may assume, can newly become administrator, through ${way.name}`;
  return [{ message, address, severity, fix: "Remove what opens the way, or limit it by a permissions boundary." }];
}

/** Tags on a session let nobody in. */
function isEntry({ statement: { actions, notActions } }: Opening): boolean {
  return notActions !== undefined || (actions ?? []).some((action) => /^(?:sts:assume.*|sts:\*|\*.*)$/i.test(action));
}

/** Who is let in, how grave that is, and by what; services and whoever a provider signs in are told of roles with power alone. */
function told(
  openings: readonly Opening[],
  change: KnownChange,
  { accountOf }: Pick<Context, "accountOf">,
  isPowerful = false,
): [string, Severity, Opening[]][] {
  const isKnown = accountOf(change) !== undefined;
  const found = new Map<string, [Severity, Opening[]]>();
  for (const opening of openings) {
    const severity = severityOf(opening, isPowerful, isKnown, change.type !== "aws_iam_role");
    if (severity === undefined) continue;
    const isDoubtful = opening.who.kind === "account" && !isKnown;
    const who = `${whoIs(opening)}${isDoubtful ? " (the plan does not tell whether that is its own)" : ""}`;
    const known = found.get(who);
    found.set(who, [known?.[0] === "error" ? "error" : severity, [...(known?.[1] ?? []), opening]]);
  }
  return [...found].map(([who, [severity, some]]) => [who, severity, some]);
}

const isUser = ({ id }: Outsider): boolean => parseArn(id)?.resource.startsWith("user/") === true;

function severityOf({ who }: Opening, isPowerful: boolean, isKnown: boolean, isThing: boolean): Severity | undefined {
  const isNarrow = who.narrowedBy.length > 0;
  switch (who.kind) {
    case "anybody":
      return isNarrow && !isPowerful ? "warning" : "error";
    case "account":
      // Without a number of its own the plan's account may be this one.
      return !isKnown || (isNarrow && !isPowerful) ? "warning" : "error";
    case "federated":
      return isNarrow && !isPowerful ? undefined : "error";
    case "service":
      return isPowerful ? "warning" : undefined;
    case "insider":
      // Of a role that somebody may assume each person is told; people are told what else lets them in.
      return isThing && isUser(who) ? "warning" : undefined;
  }
}

function actionsOf({ statement: { actions, notActions } }: Pick<Opening, "statement">): readonly string[] {
  return actions ?? [`all but ${listed(notActions ?? [], 3)}`];
}

function whoIs({ who: { kind, id, only, narrowedBy }, lostCondition }: Opening): string {
  const lost = lostCondition ? " (a condition on it is removed or wider)" : "";
  const narrow = narrowedBy.length === 0 ? "" : `, limited by ${listed(narrowedBy, 3)}`;
  switch (kind) {
    case "anybody":
      return `anybody${narrow}${lost}`;
    case "account":
      return `${only ?? `account ${id}`}${narrow}${lost}`;
    case "federated":
      return `whoever ${id} signs in${narrow}${lost}`;
    case "service":
      return `${id}${lost}`;
    case "insider":
      return `the user ${nameOfArn(id)}${lost}`;
  }
}
