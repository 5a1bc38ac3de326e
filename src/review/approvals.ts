import { bareName } from "../rules/soundness";

/** Who has approved a change, and what `approvers:` of users.yaml calls them. */
export class Approvals {
  /** @param known by login, as it was before the change: no change says itself who its approvers are */
  public constructor(
    private readonly logins: readonly string[],
    private readonly known: Readonly<Record<string, string>>,
  ) {}

  /** The names of each approver who is the one that `approvedBy` names: the login, and what it stands for. */
  public of(approvedBy: string): (readonly string[])[] {
    const asked = bareName(approvedBy);
    return this.logins
      .map((login) => [login, ...namesOf(login, this.known)])
      .filter((names) => names.some((name) => bareName(name) === asked));
  }
}

/** What logins are case-insensitive about. */
export function namesOf(login: string, known: Readonly<Record<string, string>>): string[] {
  const own = bareName(login);
  return Object.entries(known).flatMap(([each, name]) => (bareName(each) === own ? [name] : []));
}
