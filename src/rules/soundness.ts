/** What a justification says, as far as it is known: a tag has no reason and no approver. */
export interface Stated {
  readonly justification?: string;
  readonly approvedBy?: string;
  /** ISO date. */
  readonly expires?: string;
}

/** Somebody who may not approve a risk, because it is their own. */
export interface Concerned {
  /** In words: `the owner`. */
  readonly as: string;
  /** An address, a name, or the key of a user. */
  readonly name: string;
}

/** Why a justification justifies nothing. */
export interface Flaw {
  readonly field: keyof Stated;
  readonly message: string;
  readonly fix: string;
}

const minCharacters = 20;

/**
 * What is wrong with a justification: no reason, approved by whom it concerns, or valid for more than a year. `validate` and the
 * review ask here, so that neither accepts what the other refuses.
 * @param today ISO date
 */
export function flawsOf(stated: Stated, concerned: readonly Concerned[], today: string): Flaw[] {
  const { justification, approvedBy, expires } = stated;
  return [
    ...(justification === undefined ? [] : reasonFlaws(justification)),
    ...(approvedBy === undefined ? [] : approverFlaws(approvedBy, concerned)),
    ...(expires === undefined ? [] : dateFlaws(expires, today)),
  ];
}

function reasonFlaws(justification: string): Flaw[] {
  const characters = justification.trim().length;
  const short = characters < minCharacters;
  if (!short && !isFiller(justification)) return [];
  const message = short
    ? `the justification has ${characters} characters; at least ${minCharacters} are required`
    : `the justification gives no reason (${JSON.stringify(justification.slice(0, 40))})`;
  return [{ field: "justification", message, fix: "Say why, in a sentence." }];
}

function approverFlaws(approvedBy: string, concerned: readonly Concerned[]): Flaw[] {
  const self = concerned.find(({ name }) => isSamePerson(approvedBy, name));
  if (self === undefined) return [];
  const message = `${approvedBy.trim()} is ${self.as} and cannot approve it`;
  return [{ field: "approvedBy", message, fix: "Somebody else must approve it." }];
}

function dateFlaws(expires: string, today: string): Flaw[] {
  const yearAhead = `${String(Number(today.slice(0, 4)) + 1).padStart(4, "0")}${today.slice(4)}`;
  if (expires <= yearAhead) return [];
  const message = `${expires} is more than a year ahead`;
  return [{ field: "expires", message, fix: `Choose a date up to ${yearAhead}.` }];
}

/** `Carol+aws@Example.com`, `Carol <carol@example.com>` and the key `carol` are one. */
function isSamePerson(first: string, second: string): boolean {
  const one = identity(first);
  const other = identity(second);
  if (one.local !== other.local || one.local === "") return false;
  return one.domain === other.domain || one.domain === undefined || other.domain === undefined;
}

/** The name without what is written around it: `Carol <carol@example.com>` is carol@example.com, `@octocat` octocat. */
export function bareName(text: string): string {
  const name = text.normalize("NFKC").trim().toLowerCase();
  const open = name.lastIndexOf("<");
  const address = open >= 0 && name.endsWith(">") ? name.slice(open + 1, -1).trim() : name;
  return address.startsWith("@") ? address.slice(1) : address;
}

function identity(text: string): { local: string; domain: string | undefined } {
  const address = bareName(text);
  const at = address.lastIndexOf("@");
  if (at < 0) return { local: address, domain: undefined };
  const [local = ""] = address.slice(0, at).split("+");
  return { local, domain: address.slice(at + 1) };
}

const fillers: ReadonlySet<string> = new Set(
  [
    "todo tbd test testing fixme xxx na none asdf foo bar baz temp temporary",
    "because needed required reason justification justified placeholder lorem ipsum dolor",
    "this is it a the for now later please ignore see above sit amet",
  ].flatMap((line) => line.split(" ")),
);

/** Nothing but filler words, or hardly any different letters. */
function isFiller(text: string): boolean {
  const letters = new Set<string>();
  let sense = false;
  for (const [word] of text.toLowerCase().matchAll(/\p{L}+/gu)) {
    for (const letter of word) letters.add(letter);
    sense ||= !fillers.has(word);
    if (sense && letters.size >= 6) return false;
  }
  return true;
}
