import { type KnownChange, ofType } from "../../plan/change";
import { nameOfArn } from "../../terms/arns";
import { listed } from "../../text/count";
import type { Concern, Context, DangerRule } from "../danger";

export const signInChanged: DangerRule = {
  id: "sign-in-changed",
  severity: "error",
  summary:
    "A provider through which people or machines sign in accepts more than before, or another issuer; or the account's password policy is weaker.",
  why: "Whoever the provider vouches for is let in by every role that trusts it; whoever guesses a password is the user.",
  fix: "Ask whoever runs the provider whether this is theirs; put back what is not.",
  opener: "roster",
  check: (context) => [
    ...ofType(context.changes, "aws_iam_openid_connect_provider").flatMap((change) => ofOidc(change, context)),
    ...ofType(context.changes, "aws_iam_saml_provider").flatMap((change) => ofSaml(change, context)),
    ...ofType(context.changes, "aws_iam_account_password_policy").flatMap(ofPasswords),
  ],
};

type OneOf<Type extends KnownChange["type"]> = KnownChange<Type>;

function ofOidc(change: OneOf<"aws_iam_openid_connect_provider">, context: Context): Concern[] {
  const { address, before, after, action, unknown, deposed } = change;
  const url = (one: typeof before) => one?.url ?? "a provider that is known after the apply";
  if (deposed) return [];
  const ended = endedOrBegun(change, url(action === "delete" ? before : after));
  if (ended !== undefined || before === undefined || after === undefined) return ended ?? [];
  const roles = trusting(before.arn, context);
  if (before.url !== after.url || unknown.has("url"))
    return [{ message: `${address} accepts whom ${url(after)} signs in, instead of ${url(before)}${roles}`, address }];
  const clients = added(before.client_id_list, after.client_id_list);
  const prints = added(before.thumbprint_list, after.thumbprint_list);
  const gone = added(after.thumbprint_list, before.thumbprint_list);
  const open = ["client_id_list", "thumbprint_list"].filter((name) => unknown.has(name));
  const concern = (message: string, severity?: "warning"): Concern => ({ message, address, severity });
  return [
    ...(clients.length === 0
      ? []
      : clients.some((client) => client.includes("*"))
        ? [concern(`${url(after)} may sign in for any audience${roles}: ${listed(clients, 3)} is added`)]
        : [concern(`${url(after)} may sign in for ${listed(clients, 3)} too${roles}`, "warning")]),
    ...(prints.length === 0
      ? []
      : [
          concern(
            `a server with another certificate may sign in as ${url(after)}${roles}: ${listed(prints, 3)} is trusted`,
          ),
        ]),
    ...(prints.length > 0 || gone.length === 0 || open.length > 0
      ? []
      : [concern(`${url(after)} no longer signs in with the certificate ${listed(gone, 3)}`, "warning")]),
    ...open.map((name) => concern(`${name} of ${url(after)} is known after the apply only${roles}`)),
  ];
}

function ofSaml(change: OneOf<"aws_iam_saml_provider">, context: Context): Concern[] {
  const { address, before, after, differs, deposed } = change;
  if (deposed) return [];
  const name = `the SAML provider ${after?.name ?? before?.name ?? change.name}`;
  const ended = endedOrBegun(change, name);
  if (ended !== undefined || !differs.includes("saml_metadata_document")) return ended ?? [];
  const message = `${name} gets other metadata: whoever holds the certificate in it says who signs in${trusting(before?.arn, context)}`;
  return [{ message, address }];
}

/** A provider alone lets nobody in: a role has to trust it. */
function endedOrBegun({ action, address, importing }: KnownChange, who: string): Concern[] | undefined {
  if (action === "create") {
    return [{ message: `roles may newly trust whom ${who} signs in`, address, severity: "warning", fix: trust }];
  }
  if (action === "delete")
    return [{ message: `nobody can sign in through ${who} any more`, address, severity: "warning", fix: trust }];
  return (action === "update" || action === "replace") && !importing ? undefined : [];
}

const trust = "Look at the trust policies of the roles that name it.";

/** `, for the roles ci, deploy`: those of the plan that let in whom a provider signs in. */
function trusting(arn: string | undefined, { access }: Context): string {
  const roles = [...access.roles().values()].flatMap(({ after }) => {
    const names = (after.trust?.statements ?? []).flatMap(({ principals = [] }) => principals);
    return arn !== undefined && names.some(({ id }) => id === arn) ? [nameOfArn(after.arn)] : [];
  });
  return roles.length === 0 ? "" : `, for the ${roles.length === 1 ? "role" : "roles"} ${listed(roles, 3)}`;
}

const added = (before: readonly string[] = [], after: readonly string[] = []): string[] =>
  after.filter((each) => !before.includes(each));

/** What AWS asks of a password where no policy does: 8 characters of three kinds. */
const ofAws = 8;

function ofPasswords({ action, address, before, after, deposed }: OneOf<"aws_iam_account_password_policy">): Concern[] {
  if (deposed || before === undefined) return [];
  if (action === "delete") {
    const length = before.minimum_password_length ?? ofAws;
    const message = `the account's password policy, of at least ${length} characters, is deleted: AWS then asks for ${ofAws}`;
    return [{ message, address, fix: "Keep a policy that is not weaker." }];
  }
  if (action !== "update" || after === undefined) return [];
  const weaker = [
    ...lower("minimum_password_length", before.minimum_password_length, after.minimum_password_length),
    ...lower("password_reuse_prevention", before.password_reuse_prevention, after.password_reuse_prevention),
    // Without a number a password lives for ever.
    ...lower("max_password_age", lives(after.max_password_age), lives(before.max_password_age)).map(
      () => `max_password_age ${before.max_password_age ?? 0} becomes ${after.max_password_age ?? 0}`,
    ),
    ...flags.filter((name) => before[name] === true && after[name] !== true).map((name) => `${name} becomes false`),
  ];
  if (weaker.length === 0) return [];
  return [{ message: `the account's password policy is weaker: ${listed(weaker)}`, address, fix: "Put it back." }];
}

const flags = [
  "require_lowercase_characters",
  "require_uppercase_characters",
  "require_numbers",
  "require_symbols",
] as const;

const lives = (days: number | undefined): number =>
  days === undefined || days === 0 ? Number.POSITIVE_INFINITY : days;

function lower(name: string, before = 0, after = 0): string[] {
  return after < before ? [`${name} ${before} becomes ${after}`] : [];
}
