// For whatever this file starts: set-up.ts's programs write it down.
process.env.ROSTER_FAST_TEST = expect.getState().testPath ?? "";
