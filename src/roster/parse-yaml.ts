import {
  CORE_SCHEMA,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
  YAMLException,
} from "js-yaml";

import { maxFindings } from "../rules/run";
import { maxDepth } from "./limits";
import type { MapEntry, Span, YamlNode } from "./yaml-tree";

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
    const line = text.slice(text.lastIndexOf("\n", start - 1) + 1).split(/[\r\n]/, 1)[0] ?? "";
    const fix = line.includes("\t") ? `Replace the tabs of this line by spaces. ${syntaxFix}` : syntaxFix;
    return { root: undefined, problems: [{ span: { start, end: start + 1 }, message, fix }] };
  }
  const composer = new Composer(text, events);
  try {
    return composer.document();
  } catch (error) {
    if (!(error instanceof TooManyProblems)) throw error;
    return { root: undefined, problems: composer.problems };
  }
}

class TooManyProblems extends Error {}

const syntaxFix = "Fix this first: the rest of the file is read once its YAML is valid.";

/** Turns the flat list of events into a tree; a value it refuses is marked, so that the rest is still checked. */
class Composer {
  private index = 0;
  /** End of what was read last: where an empty value stands. */
  private last = 0;
  public readonly problems: YamlProblem[] = [];

  public constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
  ) {}

  public document(): ParsedYaml {
    this.index = 1;
    const first = this.events[1];
    const root = first === undefined || first.type === EVENT_ID.POP ? undefined : this.node();
    if (this.events[this.index + 1] !== undefined) {
      const line = this.text.slice(this.last).search(/^(---|\.\.\.)/m);
      const start = this.last + Math.max(line, 0);
      this.refuse(
        { start, end: start + 3 },
        "a second YAML document",
        "One file is one document: remove the --- line.",
      );
    }
    return { root, problems: this.problems };
  }

  private node(): YamlNode {
    const event = this.next();
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.scalar(event);
      case EVENT_ID.SEQUENCE:
        return this.list(event);
      case EVENT_ID.MAPPING:
        return this.map(event);
      case EVENT_ID.ALIAS: {
        const span = { start: event.anchorStart - 1, end: event.anchorEnd };
        this.last = span.end;
        this.refuse(span, `an alias (${this.slice(span)})`, "Write the value out where it is used.");
        return { kind: "scalar", span, value: undefined };
      }
      default:
        throw new Error(`unexpected YAML event ${event.type}`);
    }
  }

  private list(event: SequenceEvent): YamlNode {
    this.refuseDecoration(event);
    this.last = event.start + 1;
    const items: YamlNode[] = [];
    while (!this.atPop()) items.push(this.node());
    this.next();
    return { kind: "list", span: { start: event.start, end: this.last }, items };
  }

  private map(event: MappingEvent): YamlNode {
    this.refuseDecoration(event);
    this.last = event.start + 1;
    const entries = new Map<string, MapEntry>();
    let damaged = false;
    while (!this.atPop()) {
      const before = this.problems.length;
      const { key, span: keySpan } = this.key();
      const refused = key === undefined ? plainKeysOnly : entries.has(key) ? secondTime(key) : refusedKeys.get(key);
      if (refused !== undefined) this.refuse(keySpan, refused.what, refused.fix);
      const empty = isEmpty(this.peek());
      const node = this.node();
      const value: YamlNode = empty && node.kind === "scalar" ? { ...node, span: keySpan } : node;
      if (key === undefined || refused !== undefined) damaged = true;
      else entries.set(key, { keySpan, value, damaged: this.problems.length > before });
    }
    this.next();
    return { kind: "map", span: { start: event.start, end: this.last }, entries, damaged };
  }

  /** A key as it was typed: `42` and `true` are names here. Absent when it is no scalar. */
  private key(): { readonly key: string | undefined; readonly span: Span } {
    const event = this.peek();
    if (event.type !== EVENT_ID.SCALAR) return { key: undefined, span: this.node().span };
    this.index += 1;
    this.refuseDecoration(event);
    return { key: getScalarValue(this.text, event), span: this.scalarSpan(event) };
  }

  private scalar(event: ScalarEvent): YamlNode {
    const tag = this.refuseDecoration(event);
    const text = getScalarValue(this.text, event);
    const plain = event.style === SCALAR_STYLE.PLAIN && tag !== "!!str" && tag !== "!";
    const value = plain ? CORE_SCHEMA.resolveImplicitScalarTag(text).value : text;
    return { kind: "scalar", span: this.scalarSpan(event), value };
  }

  private scalarSpan(event: ScalarEvent): Span {
    if (isEmpty(event)) return { start: this.last, end: this.last + 1 };
    this.last = event.valueEnd;
    switch (event.style) {
      case SCALAR_STYLE.SINGLE_QUOTED:
      case SCALAR_STYLE.DOUBLE_QUOTED:
        this.last += 1;
        return { start: event.valueStart - 1, end: this.last };
      case SCALAR_STYLE.PLAIN:
        return { start: event.valueStart, end: event.valueEnd };
      default: {
        const margin = /^\s*/.exec(this.text.slice(event.valueStart, event.valueEnd))?.[0].length ?? 0;
        return { start: event.valueStart + margin, end: Math.max(event.valueEnd, event.valueStart + margin + 1) };
      }
    }
  }

  /** Refuses an anchor and a tag, and returns the tag. */
  private refuseDecoration(event: ScalarEvent | SequenceEvent | MappingEvent): string | undefined {
    if (event.anchorStart >= 0) {
      const span = { start: event.anchorStart - 1, end: event.anchorEnd };
      this.last = span.end;
      this.refuse(span, `an anchor (${this.slice(span)})`, "Write the value out where it is used.");
    }
    if (event.tagStart < 0) return undefined;
    const span = { start: event.tagStart, end: event.tagEnd };
    this.last = Math.max(this.last, span.end);
    this.refuse(span, `a YAML tag (${this.slice(span)})`, "Leave the tag out; put text in quotes.");
    return this.text.slice(span.start, span.end);
  }

  private refuse(span: Span, what: string, fix: string): void {
    this.problems.push({ span, message: `${what} is not allowed in a roster`, fix });
    if (this.problems.length > maxFindings) throw new TooManyProblems();
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

function isEmpty(event: Event): boolean {
  return event.type === EVENT_ID.SCALAR && event.valueStart < 0;
}

interface RefusedKey {
  readonly what: string;
  readonly fix: string;
}

const plainKeysOnly: RefusedKey = {
  what: "a key that is not plain text",
  fix: "Write the key as a word or in quotes.",
};

const refusedKeys: ReadonlyMap<string, RefusedKey> = new Map([
  ["<<", { what: "a merge key (<<)", fix: "Write the keys out, or put what all users share under `defaults`." }],
  ["__proto__", { what: "the key __proto__", fix: "Choose another key; `name:` can still set any IAM name." }],
]);

function secondTime(key: string): RefusedKey {
  return { what: `the key "${key}" a second time`, fix: "Merge the two entries into one." };
}
