import { didYouMean } from "../text/did-you-mean";
import { printable } from "../text/printable";
import { UsageError } from "./command";
import type { Option } from "./options";
import { readFormats } from "./read-formats";

/**
 * The value of an option, from what was written behind it.
 * @param given each time it was given; undefined when it was not
 * @throws UsageError in the same words for all options of a type
 */
export function readOption(name: string, option: Option, given: readonly string[] | undefined): unknown {
  if (option.type === "boolean") return given !== undefined;
  const texts = given ?? [];
  const refuse = (text: string): never => {
    const meant = "choices" in option ? didYouMean(text, option.choices) : undefined;
    const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
    throw new UsageError(`--${name} takes ${takenBy(option)}: ${printable(text)}${hint}`);
  };
  if (option.type === "formats") return readFormats(name, option.choices, texts, refuse);
  const wrong = texts.find((text) => !fits(option, text));
  if (wrong !== undefined) refuse(wrong);
  if (option.type === "string" && option.multiple === true) return texts;
  const last = texts.at(-1);
  if (option.type === "integer") return last === undefined ? undefined : Number(last);
  return last ?? (option.type === "choice" ? option.default : undefined);
}

type Single = Exclude<Option, { type: "boolean" | "formats" }>;

function fits(option: Single, text: string): boolean {
  switch (option.type) {
    case "integer":
      return /^\d{1,15}$/.test(text) && Number(text) >= option.min && Number(text) <= (option.max ?? Infinity);
    case "choice":
      return option.choices.includes(text);
    case "string":
      return option.pattern?.test(text) ?? text !== "";
  }
}

/** What an option takes, in words: `a whole number from 1 to 100`. */
function takenBy(option: Exclude<Option, { type: "boolean" }>): string {
  switch (option.type) {
    case "integer":
      return `a whole number from ${option.min}${option.max === undefined ? "" : ` to ${option.max}`}`;
    case "choice":
    case "formats":
      return [option.choices.slice(0, -1).join(", "), option.choices.at(-1)].filter(Boolean).join(" or ");
    case "string":
      return option.takes ?? option.value;
  }
}
