import * as fc from "fast-check";

/*
 * Replays what a generator made: `ROSTER_SEED=123 npx jest FILE`, with the seed that the failure named, and `ROSTER_SEED_PATH` with its
 * path where it named one too. Loaded before every test file when one of them is set.
 */
fc.configureGlobal({
  seed: Number(process.env.ROSTER_SEED),
  ...(process.env.ROSTER_SEED_PATH ? { path: process.env.ROSTER_SEED_PATH } : {}),
});
