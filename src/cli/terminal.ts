import { printable } from "../text/printable";

/** Where a command writes: data to `out`, talk to `err`. Whatever is written is harmless for who reads it. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** One line of talk, whatever line breaks its text has. */
  readonly say: (line: string) => void;
  /** What is being done at this moment: a line that the next one, or anything else that is written, replaces; only on a terminal. */
  readonly draw: (line: string | undefined) => void;
  /** Whether `err` is a terminal, with somebody in front of it. */
  readonly interactive: boolean;
}

export type TerminalStreams = Pick<Terminal, "out" | "err" | "interactive">;

/** The one place through which everything that is printed goes. */
export function terminalOn({ out, err, interactive }: TerminalStreams): Terminal {
  let drawn = false;
  const draw = (line: string | undefined) => {
    if (line !== undefined && interactive) err(`\r\u001b[K  ${printable(line).slice(0, 76)}`);
    else if (drawn) err("\r\u001b[K");
    drawn = line !== undefined && interactive;
  };
  const after = (write: (text: string) => void) => (text: string) => {
    draw(undefined);
    write(text);
  };
  return {
    out: after((text) => out(harmless(text))),
    err: after((text) => err(harmless(text))),
    say: after((line) => err(`${printable(line)}\n`)),
    draw,
    interactive,
  };
}

/** Line breaks and tabs stay; a carriage return only where it belongs to a line break. */
function harmless(text: string): string {
  return text.replace(/[^\r\n\t]+|\r(?!\n)/g, (part) => printable(part));
}

/** The terminal, or the files, of this process. */
export function processTerminal(): Terminal {
  return terminalOn({
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    interactive: process.stderr.isTTY === true && process.env.CI === undefined,
  });
}
