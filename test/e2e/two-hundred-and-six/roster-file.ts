import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a human writes where `roster adopt` left the four lines of a justification open, by flag. */
const REASONS: Readonly<Record<string, string>> = {
  directPolicies: "Attached in the console years ago; moves to a group when its team is migrated",
  longLivedKeys: "Static key of before the roster; OIDC or single sign-on replaces it in wave 2",
  plaintextSecrets: "Adopted: nobody but its owner has the secret, and the state does not",
  consoleWithoutMfa: "Has no device yet; enrols one or moves to single sign-on until the date below",
  administratorAccess: "The one administrator until the permission sets of the platform team are there",
};

/** users.yaml in the hands of people: what they write into it, line by line, and nothing else changes. */
export class RosterFile {
  private readonly path: string;

  public constructor(cwd: string) {
    this.path = join(cwd, "users.yaml");
  }

  public get text(): string {
    return readFileSync(this.path, "utf8");
  }

  public set text(text: string) {
    writeFileSync(this.path, text);
  }

  /** Fills in every justification that is open. @returns how many */
  public justify(expires: string): number {
    let filled = 0;
    this.text = this.text.replace(
      /^( +)(\w+):( #.*)?\n +justification:\n +approvedBy:\n +ticket:\n +expires:$/gm,
      (_open, indent: string, flag: string, comment = "") => {
        filled++;
        const reason = REASONS[flag] ?? "It was like this before the roster; the plan MIG-206 says when it ends";
        const lines = [`justification: ${JSON.stringify(reason)}`, "approvedBy: ciso@example.com", "ticket: MIG-206"];
        return [
          `${indent}${flag}:${comment}`,
          ...[...lines, `expires: ${expires}`].map((line) => `${indent}  ${line}`),
        ].join("\n");
      },
    );
    return filled;
  }

  public suspend(names: readonly string[], since: string): void {
    for (const name of names) {
      const entry = this.entryOf(name);
      const [head = "", ...rest] = entry.split("\n");
      const line = `    suspended: { since: ${since}, reason: No use in 90 days, ticket: MIG-206 }`;
      this.replace(entry, [head, line, ...rest].join("\n"));
    }
  }

  /** The user is back: the line that suspended it is deleted. */
  public resume(name: string): void {
    const entry = this.entryOf(name);
    this.replace(entry, entry.replace(/^ {4}suspended: .*\n/m, ""));
  }

  /** The users leave: their entries are deleted. */
  public remove(names: readonly string[]): void {
    for (const name of names) this.replace(this.entryOf(name), "");
  }

  private replace(entry: string, by: string): void {
    this.text = this.text.replace(entry, () => by);
  }

  /** From its key to the line before the next one. */
  private entryOf(name: string): string {
    const entries = this.text.slice(this.text.indexOf("\nusers:\n") + "\nusers:\n".length).split(/^(?= {2}[^ #\n])/m);
    const own = entries.find(
      (entry) => /^ {2}"?([^":]+)"?:/.exec(entry)?.[1] === name || entry.includes(`\n    name: ${name}\n`),
    );
    if (own === undefined) throw new Error(`users.yaml has no entry of ${name}`);
    return own;
  }
}
