import type { Change } from "../../plan/change";
import type { Roster } from "../../roster/index";
import { addressOf, ownerOf } from "../../terms/addresses";
import { type CredentialKind, factsOf, kindOfType } from "../../terms/kinds";
import { groupBy } from "../../text/group-by";
import { shellWord } from "../../text/shell-word";
import type { Course } from "./course";
import type { Handover } from "./report";

/** Where Terraform has what it made: what goes with it and is no secret, and the secret, encrypted or not. */
const attributes: { readonly [K in CredentialKind]?: { with?: string; encrypted?: string; clear: string } } = {
  loginProfile: { encrypted: "encrypted_password", clear: "password" },
  accessKey: { with: "id", encrypted: "encrypted_secret", clear: "secret" },
  mfaDevice: { clear: "base_32_string_seed" },
  serviceSpecificCredential: { with: "service_user_name", clear: "service_password" },
};

export interface Fetching {
  /** Of terraform or tofu. */
  readonly binary: string;
  /** Of the stack, as the caller names it. */
  readonly folder: string;
}

/** What is next after an apply that made credentials with a secret: who gets which, and how. No secret is read. */
export function handoversOf(
  changes: readonly Change[],
  { users }: Pick<Roster, "users">,
  { binary, folder }: Fetching,
): Handover[] {
  return changes.flatMap((change) => {
    const { address, resourceType, action, importing } = change;
    const kind = kindOfType(resourceType);
    const owner = ownerOf(address);
    if (kind === undefined || owner === undefined || importing || (action !== "create" && action !== "replace"))
      return [];
    const { secret, noun } = factsOf(kind);
    const facts = attributes[kind];
    if (secret === "none" || facts === undefined) return [];
    const user = users.find(({ key }) => `aws_iam_user.${addressOf(key)}` === owner);
    const encrypted = facts.encrypted !== undefined && hasPgpKey(change) ? facts.encrypted : undefined;
    const read = [facts.with, encrypted ?? facts.clear].flatMap((name) => (name === undefined ? [] : [`.${name}`]));
    const filter = `.values.root_module.resources[] | select(.address == ${JSON.stringify(address)}).values | ${read.join(", ")}`;
    const show = `${shellWord(binary)} -chdir=${shellWord(folder)} show -json | jq -r ${shellWord(filter)}`;
    const file = `${address.slice(address.indexOf(".") + 1)}.${kind}`;
    return [
      {
        ...{ user: user?.name ?? owner, owner: user?.owner ?? "", credential: noun[0], address },
        ...(encrypted === undefined
          ? { fetch: show }
          : {
              fetch: `${show} > ${shellWord(file)}`,
              decrypt: `tail -n 1 ${shellWord(file)} | base64 --decode | gpg --decrypt`,
            }),
      },
    ];
  });
}

/** Of an apply that stopped: what it had made by then, which no later plan tells of. */
export function madeUntil({ at, made }: Pick<Course, "at" | "made">, handovers: readonly Handover[]): Handover[] {
  if (at === "verify") return [...handovers];
  return at === "apply" ? handovers.filter(({ address }) => made.has(address)) : [];
}

function hasPgpKey(change: Change): boolean {
  return (
    (change.type === "aws_iam_access_key" || change.type === "aws_iam_user_login_profile") &&
    change.after?.pgp_key === true
  );
}

/**
 * The same for people: a block a person.
 * @param first what is said of all of them
 */
export function handoverLines(handovers: readonly Handover[], first = "Next: hand these over"): string[] {
  if (handovers.length === 0) return [];
  const people = [...groupBy(handovers, ({ user }) => user).values()].map((theirs) => {
    const [{ user, owner } = { user: "", owner: "" }] = theirs;
    const whom = owner === "" || owner === user ? "" : ` (${owner})`;
    const lines = theirs.flatMap(({ credential, address, fetch, decrypt }) => [
      `    ${credential} in ${address}:`,
      `      ${fetch}`,
      ...(decrypt === undefined ? [] : [`      ${user} reads it with: ${decrypt}`]),
    ]);
    return [`  ${user}${whom}`, ...lines];
  });
  return [
    `${first}, each to its owner and on a channel that nobody else reads.`,
    ...people.flat(),
    ...(handovers.some(({ decrypt }) => decrypt === undefined)
      ? ["  A command without one that reads it prints the secret itself: run it where nobody else sees the screen."]
      : []),
  ];
}
