/** Plain scalars that mean themselves: no quote, no sign, no number, no word of YAML 1.1 or 1.2. */
const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*(?:[./@+=-][A-Za-z0-9_]+)*$/;
/** A text to our reader and to each of YAML 1.2; the schema says where it is a day. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** The version of a policy looks like a day and is none: readers of YAML 1.1 would make one of it. */
const POLICY_VERSION = /^(?:2008|2012)-10-17$/;
const RESERVED = /^(true|false|yes|no|on|off|y|n|null|~|\.?nan|\.?inf)$/i;

/** A text as YAML: plain where nobody can take it for anything else, else in double quotes as JSON writes it. */
export function yamlText(text: string): string {
  if (DAY.test(text) && !POLICY_VERSION.test(text)) return text;
  const words = text.split(" ");
  if (!RESERVED.test(text) && words.every((word) => PLAIN.test(word))) return text;
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
