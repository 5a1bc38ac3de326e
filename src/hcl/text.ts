/**
 * Strings of Terraform JSON are templates; these two read what our stacks hold: text that is literal throughout, and
 * references such as `${aws_iam_user.alice.name}` that are nothing else.
 */

/** `aws_iam_user.alice.name` of `${aws_iam_user.alice.name}`; of everything else undefined. */
export function referenceOf(template: string): string | undefined {
  return reference.exec(template)?.[1];
}

const reference = /^\$\{([a-z][a-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_-]*)+)\}$/;

/** The text that Terraform reads in a template. @throws Error when the template evaluates something */
export function literalOf(template: string): string {
  // Reading a template, Terraform drops one byte order mark; in a quoted string it would stay.
  const read = template.startsWith("\ufeff") ? template.slice(1) : template;
  if (!read.includes("{")) return read;
  if (evaluates.test(read)) throw new Error(`roster hcl cannot write the template ${JSON.stringify(template)}`);
  return read.replace(/([$%])\1\{/g, "$1{");
}

/** Of `$$${` Terraform reads the last three characters as an escape, so what stands before them does not matter. */
const evaluates = /(?<!\$)\$\{|(?<!%)%\{/;

/**
 * Text as a quoted string of HCL. Characters that cannot be seen, or that make a line read otherwise than it is, are
 * written as escapes: the file is read by people in a diff.
 */
export function quoted(text: string): string {
  return plain.test(text) ? `"${text}"` : `"${text.replace(special, escapeSpecial)}"`;
}

const plain = /^[ !#$&-Z[\]^-z|}~]*$/;

const special = /[$%]\{|["\\\n\r\t]|(?! )[\p{C}\p{Z}]/gu;

function escapeSpecial(found: string): string {
  if (found === "${" || found === "%{") return `${found[0]}${found}`;
  const known = escapes[found];
  if (known !== undefined) return known;
  // Half a surrogate pair is no character; JSON readers make the same of it.
  return unicodeEscape(/\p{Cs}/u.test(found) ? "\ufffd" : found);
}

const escapes: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function unicodeEscape(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
}

/**
 * A key of an object: bare where HCL reads a bare word as itself. terraform fmt aligns by what a key looks like, in
 * grapheme clusters; characters of which not every reader counts one each are written as escapes.
 */
export function objectKey(text: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && !keywords.has(text)) return text;
  return quoted(text).replace(uncountable, unicodeEscape);
}

const keywords = new Set(["null", "true", "false", "for", "if", "in", "else"]);

const uncountable =
  /(?![ -~])(?!(?=\p{L})(?![\uff9e\uff9f])[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])./gsu;

/**
 * Lines of a comment. Text from outside cannot end the comment, cannot hide in it, and is no instruction to a scanner
 * that looks for its own words in comments (`checkov:skip=..`, `tfsec:ignore:..`).
 */
export function comment(lines: readonly string[]): string {
  return lines
    .map((line) => `# ${line.replace(hidden, unicodeEscape).replace(instruction, "$& ")}`.trimEnd())
    .join("\n");
}

const hidden = /(?! )[\p{C}\p{Z}]/gu;

const instruction = /(?:[:\-#](?=(?:ignore|skip|disable|enable)))|(?:\bno(?=sec|semgrep))|(?:\bkics-(?=scan))/gi;
