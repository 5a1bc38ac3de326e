import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One instruction of a container file: `RUN`, and what stands behind it, on one line. */
export interface Instruction {
  readonly name: string;
  readonly words: string;
  /** Of the whole file, from 0. */
  readonly stage: number;
}

const root = join(__dirname, "..");

export const dockerfile = readFileSync(join(root, "Dockerfile"), "utf8");

/** Lines of .dockerignore. */
export const leftOut = readFileSync(join(root, ".dockerignore"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

/** As the Dockerfile reference has it: comments are lines, a backslash goes on, ARGs before the first FROM are in no stage. */
export function instructionsOf(text: string): Instruction[] {
  const lines = text.split("\n").filter((line) => !/^\s*#/.test(line));
  const whole = lines
    .join("\n")
    .replace(/\\\n/g, " ")
    .split("\n")
    .filter((line) => line.trim() !== "");
  let stage = -1;
  return whole.map((line) => {
    const [, name = "", words = ""] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === "FROM") stage += 1;
    return { name, words, stage };
  });
}
