import { parseArn } from "../terms/arns";
import { iamArn } from "../terms/partitions";
import type { Statement } from "./document";
import type { Kind } from "./escalations";
import type { KnownAccount } from "./known-account";
import type { Permissions } from "./permissions";
import { contextOfPrincipal, type Principal } from "./principal";
import { scopesOf } from "./scope";

interface Resources {
  readonly wide: readonly string[];
  readonly exact: readonly string[];
  /** The exact ones with the version of the policy: equal keys mean the same. */
  readonly keys: readonly string[];
}

/** On what the policies of somebody allow an action: what they name, and what their wildcards cover besides. */
export class Targets {
  private readonly resources = new WeakMap<Statement, Resources>();

  public constructor(
    private readonly account: Pick<KnownAccount, "partition" | "accountId">,
    private readonly permissions: Permissions,
  ) {}

  /** ARNs that statements about an action name without a wildcard. */
  public named(who: Principal, action: string): string[] {
    const context = contextOfPrincipal(who);
    const found = new Set<string>();
    // Thousands of people have many policies that name the same.
    const done = new Set<string>();
    for (const { statement, held } of this.permissions.allowing(who, action)) {
      const version = held.policy?.version;
      const written = this.resourcesOf(statement, version);
      const resources = written.exact.filter((_, at) => !done.has(written.keys[at] ?? ""));
      if (resources.length === 0) continue;
      if (statement.conditions.length === 0) for (const key of written.keys) done.add(key);
      for (const { terms } of scopesOf({ ...statement, resources }, version, context))
        for (const term of terms) if ("pattern" in term && !/[*?]/.test(term.pattern)) found.add(term.pattern);
    }
    return [...found];
  }

  /** ARNs of things that are not known, where a pattern covers more than those that are. */
  public strangers(who: Principal, action: string, kind: Kind): string[] {
    const { partition, accountId } = this.account;
    const found = new Set<string>();
    for (const { statement, held } of this.permissions.allowing(who, action)) {
      const { wide: patterns } = this.resourcesOf(statement, held.policy?.version);
      if (patterns.length > 0 || statement.notResources !== undefined)
        found.add(iamArn(partition, accountId, `${kind}/any-other`));
      for (const pattern of patterns) {
        const arn = filledIn(pattern, this.account);
        if (parseArn(arn)?.resource.startsWith(`${kind}/`)) found.add(arn);
      }
    }
    found.delete(who.arn);
    return [...found];
  }

  /** Whether an action is allowed on anything at all. */
  public anywhere(who: Principal, action: string): boolean {
    const patterns = this.permissions.allowing(who, action).flatMap(({ statement }) => statement.resources ?? ["*"]);
    return patterns.some((pattern) =>
      this.permissions.can(who, action, pattern === "*" ? "*" : filledIn(pattern, this.account)),
    );
  }

  /** Resources of a statement that has this version: patterns with a wildcard, and what is named exactly. */
  private resourcesOf(statement: Statement, version: string | undefined): Resources {
    let known = this.resources.get(statement);
    if (known === undefined) {
      const all = statement.resources ?? [];
      const exact = all.filter((text) => !/[*?]/.test(text));
      known = {
        wide: all.filter((text) => /[*?]/.test(text)),
        exact,
        keys: exact.map((text) => `${version} ${text}`),
      };
      this.resources.set(statement, known);
    }
    return known;
  }
}

/** An ARN that a pattern covers. */
function filledIn(pattern: string, { partition, accountId }: Pick<KnownAccount, "partition" | "accountId">): string {
  const [scheme = "", ...parts] = pattern.split(":");
  const [inPartition = "", service = "", region = "", account = "", ...rest] = parts;
  const text = (part: string, star: string) =>
    part
      .replace(/\$\{[^}]{0,512}\}/g, "any")
      .replace(/\*+/g, star)
      .replaceAll("?", "a");
  if (rest.length === 0) return text(pattern, "any");
  const head = [text(scheme, "arn"), text(inPartition, partition), text(service, "iam"), text(region, "")];
  return [...head, text(account, accountId), text(rest.join(":"), "any")].join(":");
}
