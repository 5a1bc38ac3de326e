const [BOLD, RED, YELLOW, CYAN, END] = ["\u001b[1m", "\u001b[1;31m", "\u001b[33m", "\u001b[1;36m", "\u001b[0m"];

/** What is coloured: words that say the same without it. Red is never told from green alone, so there is no green. */
const rules: readonly (readonly [pattern: RegExp, color: string])[] = [
  [/^(\S{1,4096}:\d+:\d+ {2})(error)(?= {2})/gm, RED],
  [/^(\S{1,4096}:\d+:\d+ {2})(warning)(?= {2})/gm, YELLOW],
  [/^()(error)(?= )/gm, RED],
  [/^()(warning)(?= )/gm, YELLOW],
  [/(the gate is )(closed)\b/gi, RED],
  [/(the gate is )(open)\b/gi, CYAN],
  [/^( {2}\S{1,20} +)(WRONG)(?= {2})/gm, RED],
  [/^()(Next: .*)$/gm, BOLD],
  [/^()(Start|Look|Edit users\.yaml|Check|Review|Apply|People|Trouble|Examples?:)$/gm, BOLD],
];

/** @param text that is harmless already: whatever else looks like this is coloured too, and is still what it says */
export function paint(text: string): string {
  return rules.reduce((painted, [pattern, color]) => painted.replace(pattern, `$1${color}$2${END}`), text);
}
