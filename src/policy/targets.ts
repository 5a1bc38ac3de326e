import { parseArn } from "../terms/arns";
import { iamArn } from "../terms/partitions";
import { ByHeld } from "./by-held";
import type { Statement } from "./document";
import type { Kind } from "./escalations";
import type { KnownAccount } from "./known-account";
import type { Permission, Permissions } from "./permissions";
import { contextOfPrincipal, type Principal } from "./principal";
import { scopesOf } from "./scope";
import type { Takeover } from "./takeovers";

interface Resources {
  readonly wide: readonly string[];
  readonly exact: readonly string[];
  /** The exact ones with the version of the policy: equal keys mean the same. */
  readonly keys: readonly string[];
}

interface Versioned {
  readonly statement: Statement;
  readonly version: string | undefined;
}

/** On what the policies of somebody allow an action: what they name, and what their wildcards cover besides. */
export class Targets {
  private readonly resources = new WeakMap<Statement, Resources>();
  private readonly exact = new ByHeld<readonly Versioned[]>();
  private readonly strange = new ByHeld<readonly string[]>();

  public constructor(
    private readonly account: Pick<KnownAccount, "partition" | "accountId">,
    private readonly permissions: Permissions,
  ) {}

  /** ARNs that statements about an action name without a wildcard. */
  public named(who: Principal, action: string): string[] {
    const naming = this.exact.get(who.held, action, () => this.naming(who, action));
    if (naming.length === 0) return [];
    const context = contextOfPrincipal(who);
    const found = new Set<string>();
    for (const { statement, version } of naming)
      for (const { terms } of scopesOf(statement, version, context))
        for (const term of terms) if ("pattern" in term && !/[*?]/.test(term.pattern)) found.add(term.pattern);
    return [...found];
  }

  /** ARNs of things that are not known, where a pattern covers more than those that are. */
  public strangers(who: Principal, action: string, kind: Kind): readonly string[] {
    const found = this.strange.get(who.held, `${action} ${kind}`, () => this.beyondKnown(who, action, kind));
    return found.includes(who.arn) ? found.filter((arn) => arn !== who.arn) : found;
  }

  /** Whether an action is allowed on anything at all. */
  public anywhere(who: Principal, action: string): boolean {
    const patterns = this.permissions.allowing(who, action).flatMap(({ statement }) => statement.resources ?? ["*"]);
    return patterns.some((pattern) =>
      this.permissions.can(who, action, pattern === "*" ? "*" : filledIn(pattern, this.account)),
    );
  }

  /** Statements that name something exactly, each with what none before it has named: many policies name the same. */
  private naming(who: Principal, action: string): Versioned[] {
    const done = new Set<string>();
    return this.permissions.allowing(who, action).flatMap(({ statement, held }) => {
      const version = held.policy?.version;
      const { exact, keys } = this.resourcesOf(statement, version);
      const resources = exact.filter((_, at) => !done.has(keys[at] ?? ""));
      if (statement.conditions.length === 0) for (const key of keys) done.add(key);
      return resources.length === 0 ? [] : [{ statement: { ...statement, resources }, version }];
    });
  }

  private beyondKnown(who: Principal, action: string, kind: Kind): string[] {
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
    return [...found];
  }

  /** What allows an action on every thing of a kind, in some region: not on those that a name or a tag singles out. */
  public anyThing(who: Principal, { action, thing: [service, kind] }: Takeover): Permission | undefined {
    const { partition, accountId } = this.account;
    for (const { statement, held } of this.permissions.allowing(who, action)) {
      if (statement.conditions.some(({ key }) => /resourcetag/i.test(key))) continue;
      const { wide } = this.resourcesOf(statement, held.policy?.version);
      for (const pattern of statement.notResources === undefined ? wide : ["*"]) {
        const [, , , region = "*"] = pattern.split(":");
        const filled = /^[a-z0-9-]+$/.test(region) ? region : "us-east-1";
        const arn = ["arn", partition, service, filled, accountId, `${kind}any-other`].join(":");
        const opening = this.permissions.can(who, action, arn);
        if (opening?.statement === statement) return opening;
      }
    }
    return undefined;
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
