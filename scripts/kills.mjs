// `npm run kills`: applies that are killed at each of their calls, and what a person then does. See test/kills/run.ts.
import { requireTypeScript } from "./typescript.mjs";

process.exitCode = await requireTypeScript("../test/kills/run.ts").main(process.argv.slice(2));
