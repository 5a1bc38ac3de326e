import type { LiveAccount, OpenAccount } from "../aws/account";
import { mapLimited } from "../aws/concurrency";
import { type CouldNotLook, look } from "../aws/outcome";
import { listAll } from "../aws/paging";
import { count } from "../text/count";
import { groupBy } from "../text/group-by";
import type { Inventory, ListedKey, NotSeen, Person } from "./inventory";
import type { Question, QuestionKind } from "./questions";

export interface CloserOptions {
  /** Calls that the whole audit may make. @default 5000 */
  readonly maxCalls?: number | undefined;
  /** What is being done. */
  readonly onStep?: ((text: string) => void) | undefined;
  /** How many of the single questions are answered. */
  readonly onAnswer?: ((done: number, of: number) => void) | undefined;
}

type Seen = Pick<Person, "sshKeyIds"> | Pick<Person, "accessKeys">;
type Answer = Question & { readonly seen?: Seen | undefined; readonly denied?: CouldNotLook | undefined };

/**
 * Asks about single users, in the order given, as many as the calls allow; for whom there was no call left is said.
 * @throws ListingFailed
 */
export async function lookCloser(
  account: OpenAccount,
  inventory: Inventory,
  questions: readonly Question[],
  { maxCalls = 5_000, onStep = () => {}, onAnswer = () => {} }: CloserOptions = {},
): Promise<Inventory> {
  const spent = Object.values(account.counts()).reduce((sum, calls) => sum + calls, 0);
  const asked = questions.slice(0, Math.max(0, maxCalls - spent));
  const left = questions.slice(asked.length);
  if (asked.length > 0) onStep(`${counted(asked)} are being read`);
  let done = 0;
  const answers = await mapLimited(asked, 16, async (question) => {
    const answered = await answer(account, question);
    onAnswer(++done, asked.length);
    return answered;
  });
  const seen = new Map<string, Seen>();
  for (const { user, seen: part } of answers) if (part !== undefined) seen.set(user, { ...seen.get(user), ...part });
  return {
    ...inventory,
    people: inventory.people.map((person) => ({ ...person, ...seen.get(person.name) })),
    couldNotLook: [...inventory.couldNotLook, ...denials(answers), ...unasked(left, maxCalls)],
  };
}

async function answer(account: LiveAccount, question: Question): Promise<Answer> {
  const UserName = question.user;
  if (question.kind === "SSH keys") {
    const keys = await look(question.kind, () =>
      listAll(account, "iam:ListSSHPublicKeys", { UserName }, "SSHPublicKeys"),
    );
    if (keys.kind === "could not check") return { ...question, denied: keys };
    if (keys.kind === "absent") return question;
    return { ...question, seen: { sshKeyIds: keys.value.flatMap(({ SSHPublicKeyId }) => SSHPublicKeyId ?? []) } };
  }
  const keys = await look(question.kind, () =>
    listAll(account, "iam:ListAccessKeys", { UserName }, "AccessKeyMetadata"),
  );
  if (keys.kind === "could not check") return { ...question, denied: keys };
  if (keys.kind === "absent") return question;
  const accessKeys = keys.value.map(
    ({ AccessKeyId = "", Status, CreateDate }): ListedKey => ({
      id: AccessKeyId,
      active: Status === "Active",
      created: CreateDate?.toISOString(),
    }),
  );
  return { ...question, seen: { accessKeys } };
}

/** Thousands of users with the same answer are one answer. */
function denials(answers: readonly Answer[]): NotSeen[] {
  const denied = answers.flatMap(({ denied: one }) => (one === undefined ? [] : [one]));
  const kinds = new Map(denied.map((one) => [`${one.what} ${one.permission}`, one]));
  return [...kinds.values()].map(({ what, permission, words }) => {
    const users = answers.filter(({ denied: one }) => one?.what === what && one.permission === permission);
    return { what, users: users.map(({ user }) => user), permission, words };
  });
}

function unasked(left: readonly Question[], maxCalls: number): NotSeen[] {
  const words = `the audit may make ${maxCalls} calls (--max-calls), and none was left`;
  return byKind(left).map(([what, users]) => ({ what, users, words }));
}

function counted(questions: readonly Question[]): string {
  return byKind(questions)
    .map(([kind, { length }]) => `${kind} of ${count(length, "user")}`)
    .join(", ");
}

function byKind(questions: readonly Question[]): [QuestionKind, string[]][] {
  return [...groupBy(questions, ({ kind }) => kind)].map(([kind, asked]) => [kind, asked.map(({ user }) => user)]);
}
