/*
 * Writes test/review/fixtures: plans of real Terraform on the sandbox, one story each. Run it when the constructs, the
 * stories or the provider change: node scripts/make-review-fixtures.mjs [STORY..]
 */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const swc = require("@swc/core");
const options = {
  jsc: { parser: { syntax: "typescript" }, target: "es2022" },
  module: { type: "commonjs" },
  swcrc: false,
};
require.extensions[".ts"] = (module, file) => module._compile(swc.transformFileSync(file, options).code, file);

await require("../test/review/make-fixtures.ts").makeFixtures(process.argv.slice(2));
