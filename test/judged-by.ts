import { spawnSync } from "node:child_process";

const required = process.env.ROSTER_E2E === "required";

/**
 * Tests in which a program of others judges ours. Where it is missing they are left out, loudly; with ROSTER_E2E=required
 * they fail.
 * @param program as Debian calls it and its package
 */
export function judgedBy(program: string, tests: () => void): void {
  const isThere = spawnSync(program, ["--version"], { timeout: 20_000 }).status === 0;
  const missing = `there is no ${program}: apt-get update && apt-get install -y ${program}`;
  if (isThere) describe(`judged by ${program}`, tests);
  else if (required)
    test(`${program} is there, as ROSTER_E2E=required demands`, () => {
      throw new Error(missing);
    });
  else {
    console.warn(`LEFT OUT: ${missing}`);
    describe.skip(`LEFT OUT, judged by ${program}`, tests);
  }
}

/** What a program writes when it is given a text. */
export function answerOf(program: string, args: readonly string[], input: string): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    input,
    encoding: "utf8",
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout;
}
