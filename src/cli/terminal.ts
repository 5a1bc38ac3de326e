import { printable } from "../text/printable";
import { paint } from "./paint";

/** Where a command writes: data to `out`, talk to `err`. Whatever is written is harmless for who reads it. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** One line of talk, whatever line breaks its text has. */
  readonly say: (line: string) => void;
  /**
   * What is being done at this moment. On a terminal it is a line that the next one, or anything else that is written, replaces. In a
   * file or a CI's log it is a line of its own, and only where nothing was written for half a minute.
   */
  readonly draw: (line: string | undefined) => void;
  /** Whether `err` is a terminal, with somebody in front of it. */
  readonly interactive: boolean;
  /** @default - nobody says how wide it is */
  readonly columns?: number | undefined;
  /** The same, as its caller wants it. */
  readonly with: (manner: Manner) => Terminal;
}

export interface Manner {
  /** No talk of what is being done; that something is wrong is said. */
  readonly quiet: boolean;
  readonly color: "auto" | "always" | "never";
}

export interface TerminalStreams extends Pick<Terminal, "out" | "err" | "interactive" | "columns"> {
  /** Whether colour is shown where nobody says. @default - on neither */
  readonly colored?: { readonly out: boolean; readonly err: boolean };
  /** @default - that of the process */
  readonly now?: () => number;
}

/** For so long nothing has to be said where nobody sees a line that changes: after it a reader thinks that it hangs. */
const SILENCE_MS = 30_000;

const AS_EVER: Manner = { quiet: false, color: "auto" };

/** The one place through which everything that is printed goes. */
export function terminalOn(streams: TerminalStreams, { quiet, color }: Manner = AS_EVER): Terminal {
  const { out, err, interactive, columns, colored = { out: false, err: false }, now = Date.now } = streams;
  const paintOf = (auto: boolean) => (color === "always" || (color === "auto" && auto) ? painted : harmless);
  const [paintOut, paintErr] = [paintOf(colored.out), paintOf(colored.err)];
  let drawn = false;
  let wrote = now();
  const draw = (line: string | undefined) => {
    if (quiet) return;
    if (line !== undefined && !interactive) {
      if (now() - wrote < SILENCE_MS) return;
      wrote = now();
      err(`  ${printable(line)}\n`);
    } else if (line !== undefined) err(`\r\u001b[K  ${printable(line).slice(0, 76)}`);
    else if (drawn) err("\r\u001b[K");
    drawn = line !== undefined && interactive;
  };
  const after = (write: (text: string) => void) => (text: string) => {
    draw(undefined);
    wrote = now();
    write(text);
  };
  return {
    out: after((text) => out(paintOut(text))),
    err: after((text) => err(paintErr(text))),
    // What is wrong is said by who it is that says it.
    say: after((line) => (quiet && !line.startsWith("roster: ") ? undefined : err(`${printable(line)}\n`))),
    draw,
    interactive,
    columns,
    with: (manner) => terminalOn(streams, manner),
  };
}

/** Line breaks and tabs stay; a carriage return only where it belongs to a line break. */
function harmless(text: string): string {
  return text.replace(/[^\r\n\t]+|\r(?!\n)/g, (part) => printable(part));
}

const painted = (text: string) => paint(harmless(text));

/** The terminal, or the files, of this process. */
export function processTerminal(): Terminal {
  // https://no-color.org: whatever it holds, unless it is empty.
  const wanted = !process.env.NO_COLOR && process.env.TERM !== "dumb";
  return terminalOn({
    columns: process.stdout.columns,
    colored: { out: wanted && process.stdout.isTTY === true, err: wanted && process.stderr.isTTY === true },
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    interactive: process.stderr.isTTY === true && process.env.CI === undefined,
  });
}
