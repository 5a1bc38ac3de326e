/**
 * Makes text literal for Terraform: `${` and `%{` begin a template even in JSON, and `terraform plan` would evaluate
 * `${file("/etc/passwd")}` in a tag. This is the one place where text becomes Terraform text: every configuration of
 * a resource goes through it once, keys included. References of CDKTF (tokens) stay what they are, also in the middle
 * of a text: `${aws:username}` beside the ARN of a bucket is still IAM's variable.
 *
 * Source: HCL JSON syntax specification, "Strings are parsed as templates".
 */
export function terraformText<Value>(value: Value): Written<Value> {
  return literal(value) as Written<Value>;
}

/** The same value; keys whose value is undefined are left out. */
export type Written<Value> = Value extends string
  ? Value
  : {
      [Key in keyof Value as undefined extends Value[Key] ? never : Key]: Value[Key];
    } & {
      [Key in keyof Value as undefined extends Value[Key] ? Key : never]?: Exclude<Value[Key], undefined>;
    };

function literal(value: unknown): unknown {
  if (typeof value === "string") return escapeText(value);
  if (Array.isArray(value)) return value.map(literal);
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries.map(([key, entry]) => [escapeText(key), literal(entry)]));
}

function escapeText(text: string): string {
  if (!text.includes("${") && !text.includes("%{")) return text;
  // "$$$$" is "$$" to replace(). A token of CDKTF is `${TfToken[TOKEN.12]}`.
  return text.replace(/\$\{(?!TfToken\[[A-Za-z0-9:._-]+\]\})/g, "$$$${").replace(/%\{/g, "%%{");
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
