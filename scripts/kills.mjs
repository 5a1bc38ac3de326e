// `npm run kills`: applies that are killed at each of their calls, and what a person then does. See test/kills/run.ts.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const swc = require("@swc/core");
const options = {
  jsc: { parser: { syntax: "typescript" }, target: "es2022" },
  module: { type: "commonjs" },
  swcrc: false,
};
require.extensions[".ts"] = (module, file) => module._compile(swc.transformFileSync(file, options).code, file);
process.exitCode = await require("../test/kills/run.ts").main(process.argv.slice(2));
