import {
  CORE_SCHEMA,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from "js-yaml";

/** Steps from the root of a document to a value: keys of maps, indexes of lists. */
export type Path = readonly (string | number)[];

/** Offsets into the text of a file, in UTF-16 units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface MapEntry {
  readonly keySpan: Span;
  readonly value: YamlNode;
}

export type YamlNode =
  | { readonly kind: "scalar"; readonly span: Span; readonly value: unknown }
  | { readonly kind: "list"; readonly span: Span; readonly items: readonly YamlNode[] }
  | { readonly kind: "map"; readonly span: Span; readonly entries: ReadonlyMap<string, MapEntry> };

/** Something in the text that YAML allows, and that we refuse; or that YAML itself refuses. */
export interface YamlProblem {
  readonly span: Span;
  readonly message: string;
  readonly fix?: string;
}

export interface ParsedYaml {
  readonly root: YamlNode | undefined;
  readonly problems: readonly YamlProblem[];
}

/** No roster comes near it; a file that does is an accident or an attack. */
const maxDepth = 50;

/**
 * Reads YAML 1.2 into a tree that knows where each value stands.
 *
 * Anchors, aliases, `<<`, tags, a second document and duplicate keys are problems: what a user holds must be
 * readable in the lines of the diff that grants it. Nothing is expanded, so a "YAML bomb" costs nothing.
 */
export function parseYaml(text: string): ParsedYaml {
  let events: Event[];
  try {
    events = parseEvents(text, { maxDepth });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const start = Math.min(error.mark?.position ?? 0, text.length);
    const message = `not readable as YAML: ${error.reason}`;
    return { root: undefined, problems: [{ span: { start, end: start + 1 }, message, fix: syntaxFix }] };
  }
  return new Composer(text, events).document();
}

const syntaxFix = "Mend this first: the rest of the file is read once its YAML is sound.";

/** Turns the flat list of events into a tree; a value it refuses is left out, so that the rest is still checked. */
class Composer {
  private index = 0;
  private readonly problems: YamlProblem[] = [];

  public constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
  ) {}

  public document(): ParsedYaml {
    this.index = 1;
    const first = this.events[1];
    const root = first === undefined || first.type === EVENT_ID.POP ? undefined : this.node();
    const second = this.events[this.index + 1];
    if (second !== undefined) {
      const start = Math.max(this.text.indexOf("\n---") + 1, 0);
      this.refuse(
        { start, end: start + 3 },
        "a second YAML document",
        "One file is one document: remove the --- line.",
      );
    }
    return { root, problems: this.problems };
  }

  private node(): YamlNode | undefined {
    const event = this.next();
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.scalar(event);
      case EVENT_ID.SEQUENCE: {
        const refused = this.decorated(event);
        const items: YamlNode[] = [];
        let end = event.start + 1;
        while (!this.atPop()) {
          const item = this.node();
          if (item !== undefined) items.push(item);
          end = item?.span.end ?? end;
        }
        this.next();
        return refused ? undefined : { kind: "list", span: { start: event.start, end }, items };
      }
      case EVENT_ID.MAPPING: {
        const refused = this.decorated(event);
        const map = this.map(event.start);
        return refused ? undefined : map;
      }
      case EVENT_ID.ALIAS: {
        const span = { start: event.anchorStart - 1, end: event.anchorEnd };
        this.refuse(span, `an alias (${this.slice(span)})`, "Write the value out where it is used.");
        return undefined;
      }
      default:
        throw new Error(`unexpected YAML event ${event.type}`);
    }
  }

  private map(start: number): YamlNode {
    const entries = new Map<string, MapEntry>();
    let end = start + 1;
    while (!this.atPop()) {
      const keyEvent = this.peek();
      const keySpan = keyEvent.type === EVENT_ID.SCALAR ? this.scalarSpan(keyEvent) : { start, end };
      const keyNode = this.node();
      const value = this.node();
      end = Math.max(value?.span.end ?? 0, keySpan.end, end);
      if (keyEvent.type !== EVENT_ID.SCALAR || keyNode === undefined) {
        this.refuse(keySpan, "a key that is not plain text", "Write the key as a word or in quotes.");
        continue;
      }
      const key = getScalarValue(this.text, keyEvent);
      if (key === "<<") {
        this.refuse(keySpan, "a merge key (<<)", "Write the keys out, or put what all users share under `defaults`.");
      } else if (key === "__proto__") {
        this.refuse(keySpan, "the key __proto__", "Choose another key; `name:` can still set any IAM name.");
      } else if (entries.has(key)) {
        this.refuse(keySpan, `the key "${key}" a second time`, "Merge the two entries into one.");
      } else if (value !== undefined) {
        entries.set(key, { keySpan, value });
      }
    }
    this.next();
    return { kind: "map", span: { start, end }, entries };
  }

  private scalar(event: ScalarEvent): YamlNode | undefined {
    if (this.decorated(event)) return undefined;
    const text = getScalarValue(this.text, event);
    const value = event.style === SCALAR_STYLE.PLAIN ? CORE_SCHEMA.resolveImplicitScalarTag(text).value : text;
    return { kind: "scalar", span: this.scalarSpan(event), value };
  }

  private scalarSpan(event: ScalarEvent): Span {
    const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
    const margin = quoted ? 1 : 0;
    return { start: event.valueStart - margin, end: event.valueEnd + margin };
  }

  private decorated(event: { anchorStart: number; anchorEnd: number; tagStart: number; tagEnd: number }): boolean {
    if (event.anchorStart >= 0) {
      const span = { start: event.anchorStart - 1, end: event.anchorEnd };
      this.refuse(span, `an anchor (${this.slice(span)})`, "Write the value out where it is used.");
    }
    if (event.tagStart >= 0) {
      const span = { start: event.tagStart, end: event.tagEnd };
      this.refuse(span, `a YAML tag (${this.slice(span)})`, "Leave the tag out; put text in quotes.");
      return true;
    }
    return false;
  }

  private refuse(span: Span, what: string, fix: string): void {
    this.problems.push({ span, message: `${what} is not allowed in a roster`, fix });
  }

  private slice(span: Span): string {
    return this.text.slice(span.start, Math.min(span.end, span.start + 40));
  }

  private peek(): Event {
    const event = this.events[this.index];
    if (event === undefined) throw new Error("the YAML events end too early");
    return event;
  }

  private next(): Event {
    const event = this.peek();
    this.index += 1;
    return event;
  }

  private atPop(): boolean {
    return this.peek().type === EVENT_ID.POP;
  }
}

/** The plain value of a tree. Maps have no prototype, so a user may be called `constructor`. */
export function toValue(node: YamlNode): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(toValue);
    case "map": {
      const value: Record<string, unknown> = Object.create(null);
      for (const [key, entry] of node.entries) value[key] = toValue(entry.value);
      return value;
    }
  }
}

/** Where a path stands: its value, or the key that leads to it. A path that ends early gives the last place found. */
export function locate(root: YamlNode, path: Path, on: "key" | "value"): Span {
  let node: YamlNode = root;
  let key: Span | undefined;
  for (const step of path) {
    let next: YamlNode | undefined;
    if (node.kind === "map") {
      const entry: MapEntry | undefined = node.entries.get(String(step));
      if (entry !== undefined) key = entry.keySpan;
      next = entry?.value;
    } else if (node.kind === "list") {
      next = node.items[Number(step)];
      if (next !== undefined) key = undefined;
    }
    if (next === undefined) return key ?? firstCharacter(node.span);
    node = next;
  }
  if (on === "key" && key !== undefined) return key;
  return node.kind === "scalar" ? node.span : (key ?? firstCharacter(node.span));
}

function firstCharacter(span: Span): Span {
  return { start: span.start, end: span.start + 1 };
}
