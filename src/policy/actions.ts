import { once } from "../text/once";
import { matchesAction } from "./matches";

/** The access levels of AWS (Service Authorization Reference), what is least first. */
export const accessLevels = ["list", "read", "tagging", "write", "permissions management"] as const;

export type AccessLevel = (typeof accessLevels)[number];

/** An action of AWS. */
export interface ActionFacts {
  /** With its service: `s3:GetObject`. */
  readonly name: string;
  readonly level: AccessLevel;
  /** Types of the resources that it can be allowed on: `object`. Empty: on all or none. */
  readonly types: readonly string[];
}

/** A service of AWS. */
export interface ServiceFacts {
  /** As actions begin: `s3`. */
  readonly name: string;
  /** What ARNs of its resources have as their service: `iam` and `sts` for sts. */
  readonly arns: readonly string[];
  readonly actions: readonly ActionFacts[];
}

/** All actions of AWS, found by patterns. */
export class Actions {
  /** In the order of the services. */
  public readonly all: readonly ActionFacts[];
  private readonly services: ReadonlyMap<string, ServiceFacts>;
  /** Where the actions of a service begin in `all`. */
  private readonly starts = new Map<string, number>();
  private readonly sizes = new Map<string, number>();
  private readonly found = new Map<string, readonly number[]>();
  private readonly listed = once(() => [...this.services.keys()]);
  private readonly everything = once(() => this.all.map((_, index) => index));
  private readonly owners = once(() => this.all.map(({ name }) => serviceOf(name)));

  public constructor(services: readonly ServiceFacts[]) {
    this.services = new Map(services.map((service) => [service.name, service]));
    this.all = services.flatMap(({ actions }) => actions);
    let start = 0;
    for (const { name, actions } of services) {
      this.starts.set(name, start);
      start += actions.length;
    }
  }

  /** Names of all services. */
  public names(): readonly string[] {
    return this.listed();
  }

  public service(name: string): ServiceFacts | undefined {
    return this.services.get(name);
  }

  /** How many actions a service has; where the data names one twice, it counts once. */
  public sizeOf(service: string): number | undefined {
    const known = this.sizes.get(service);
    if (known !== undefined) return known;
    const facts = this.services.get(service);
    if (facts === undefined) return undefined;
    const size = new Set(facts.actions.map(({ name }) => name)).size;
    this.sizes.set(service, size);
    return size;
  }

  /** Where the actions of a service stand in `all`: the first, and the one after the last. */
  public range(service: string): readonly [number, number] {
    const start = this.starts.get(service) ?? 0;
    return [start, start + (this.services.get(service)?.actions.length ?? 0)];
  }

  /** The service of the action at a position in `all`. */
  public serviceAt(index: number): string {
    return this.owners()[index] ?? "";
  }

  /** Positions in `all` of the actions that a pattern covers. */
  public matching(pattern: string): readonly number[] {
    const known = this.found.get(pattern);
    if (known !== undefined) return known;
    const found = this.find(pattern.toLowerCase());
    this.found.set(pattern, found);
    return found;
  }

  private find(pattern: string): readonly number[] {
    if (/^\*+(:\*+)?$/.test(pattern)) return this.everything();
    const service = pattern.slice(0, Math.max(0, pattern.indexOf(":")));
    const wild = service === "" || /[*?]/.test(service);
    const start = wild ? 0 : (this.starts.get(service) ?? 0);
    const some = wild ? this.all : (this.services.get(service)?.actions ?? []);
    return some.flatMap(({ name }, index) => (matchesAction(pattern, name) ? [start + index] : []));
  }
}

/** The service of an action or of a pattern of actions, in lower case: `s3` of `S3:Get*`. */
export function serviceOf(action: string): string {
  const at = action.indexOf(":");
  return at < 0 ? action : action.slice(0, at).toLowerCase();
}
