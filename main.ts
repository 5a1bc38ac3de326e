import { resolve } from "node:path";
import { withRosters } from "./src/cli/rosters";
import { synthesize } from "./src/cli/synthesize";
import { processTerminal } from "./src/cli/terminal";
import { projectFolder } from "./src/files/project-folder";

const terminal = processTerminal();

/** Entry of `cdktf synth`, `cdktf diff` and `cdktf deploy`: the rosters of cdktf.json in, one stack a file out. */
function main(): Promise<number> {
  const cwd = process.cwd();
  return withRosters({ terminal, cwd, env: process.env, args: {}, values: { file: [] } }, async (sound) => {
    const out = resolve(process.env.CDKTF_OUTDIR ?? "cdktf.out");
    synthesize(
      sound.map(({ roster }) => roster),
      { out, project: projectFolder(cwd) },
    );
    return 0;
  });
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    terminal.err(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
