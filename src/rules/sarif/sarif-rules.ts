import { isObject, listIn, textIn } from "../../text/values";

/** A rule as its tool describes it. */
export interface SarifRule {
  readonly id: string | undefined;
  /** A reportingDescriptor. @default - undefined: the tool does not describe it */
  readonly description: Readonly<Record<string, unknown>> | undefined;
}

type Description = Readonly<Record<string, unknown>>;

/** The rules of a tool and of its extensions, by id and by index. */
export class SarifRules {
  private readonly own: readonly unknown[];
  private readonly byId = new Map<string, Description>();

  public constructor(tool: unknown) {
    const { driver, extensions } = isObject(tool) ? tool : {};
    this.own = isObject(driver) ? listIn(driver.rules) : [];
    for (const component of [driver, ...listIn(extensions)]) {
      for (const rule of isObject(component) ? listIn(component.rules) : []) {
        const id = isObject(rule) ? textIn(rule.id) : undefined;
        if (isObject(rule) && id !== undefined && !this.byId.has(id)) this.byId.set(id, rule);
      }
    }
  }

  /** 3.27.5 to 3.27.7: by id, by index, or both. */
  public of(result: Readonly<Record<string, unknown>>): SarifRule {
    const reference = isObject(result.rule) ? result.rule : {};
    const given = textIn(result.ruleId) ?? textIn(reference.id);
    const index = result.ruleIndex ?? (reference.toolComponent === undefined ? reference.index : undefined);
    const indexed = typeof index === "number" ? this.own[index] : undefined;
    const atIndex = isObject(indexed) ? indexed : undefined;
    const id = given ?? textIn(atIndex?.id);
    // `CA1000/1` is a kind of CA1000 (3.52.4).
    const known = id === undefined ? undefined : (this.byId.get(id) ?? this.byId.get(id.split("/")[0] ?? id));
    return { id, description: known ?? atIndex };
  }
}
