import type { AuditContext } from "./finding";
import { ask } from "./rules";

export type QuestionKind = "SSH keys" | "access keys by id";

/** What only a call for one user answers. */
export interface Question {
  readonly kind: QuestionKind;
  readonly user: string;
}

/**
 * The calls for single users that can change a finding, the weightiest first: there may be more than the audit may
 * make. SSH keys of a user without an entry and in use say nothing: adopt reads them when the user is taken over.
 */
export function questionsFor(context: AuditContext): readonly Question[] {
  const findings = ask(context);
  const keysOf = findings.filter((finding) => finding.namesKeys);
  const byHand = keysOf.filter(({ id }) => id === "credential-not-in-roster");
  const listed = context.inventory.people.flatMap(({ name }) => {
    const entry = context.entryOf(name);
    return entry === undefined ? [] : [{ user: name, suspended: entry.suspended !== undefined }];
  });
  const idle = findings.filter(({ id, suspendFor }) => (id === "dormant" || id === "never-used") && suspendFor);
  return distinct([
    ...of("access keys by id", byHand),
    // They are about to leave: what they hold beside the roster blocks the deletion.
    ...of(
      "SSH keys",
      listed.filter(({ suspended }) => suspended),
    ),
    // The report does not know when an SSH key was used.
    ...of("SSH keys", idle),
    ...of("SSH keys", listed),
    ...of("access keys by id", keysOf),
  ]);
}

function of(kind: QuestionKind, people: readonly { readonly user: string }[]): Question[] {
  const names = new Set(people.map(({ user }) => user));
  return [...names].sort().map((user) => ({ kind, user }));
}

function distinct(questions: readonly Question[]): Question[] {
  return [...new Map(questions.map((question) => [`${question.kind} ${question.user}`, question])).values()];
}
