import { resolve } from "node:path";
import { checkRosters, exitCodeOf, soundRosters } from "./cli/check";
import { formatText } from "./cli/format/text";
import { chooseRosters, projectFolder } from "./cli/project";
import { synthesize } from "./cli/synthesize";

/** Entry of `cdktf synth`, `cdktf diff` and `cdktf deploy`: the rosters of cdktf.json in, one stack a file out. */
async function main(): Promise<number> {
  const cwd = process.cwd();
  const checked = await checkRosters(chooseRosters([], cwd));
  for (const line of checked.flatMap(({ unreadable }) => unreadable)) console.error(line);
  if (checked.some(({ diagnostics }) => diagnostics.length > 0)) console.error(formatText(checked));
  const rosters = soundRosters(checked);
  if (rosters === undefined) return exitCodeOf(checked);
  synthesize(rosters, { out: resolve(process.env.CDKTF_OUTDIR ?? "cdktf.out"), project: projectFolder(cwd) });
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
