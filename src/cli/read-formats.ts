import type { FormatName } from "../rules/formats";
import { UsageError } from "./command";
import type { FormatTarget } from "./options";

/** `markdown=comment.md,json`: at most one goes to standard output. @throws UsageError */
export function readFormats(
  option: string,
  choices: readonly FormatName[],
  given: readonly string[],
  refuse: (text: string) => never,
): FormatTarget[] {
  const targets = given
    .flatMap((list) => list.split(","))
    .map((one) => {
      const [word = "", ...rest] = one.split("=");
      const name = choices.find((choice) => choice === word);
      if (name === undefined) return refuse(word);
      const file = rest.length === 0 ? "-" : rest.join("=");
      if (file === "") throw new UsageError(`--${option} ${name}= needs a file, or - for standard output`);
      return { name, file: file === "-" ? undefined : file };
    });
  if (targets.filter(({ file }) => file === undefined).length > 1)
    throw new UsageError(
      `only one format can go to standard output; give the others a file: --${option} text,json=review.json`,
    );
  return targets;
}
