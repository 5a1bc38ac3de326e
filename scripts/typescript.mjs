import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const swc = require("@swc/core");
const options = {
  jsc: { parser: { syntax: "typescript" }, target: "es2022" },
  module: { type: "commonjs" },
  swcrc: false,
};
require.extensions[".ts"] = (module, file) => module._compile(swc.transformFileSync(file, options).code, file);

/** Loads TypeScript that is not built: what tests and scripts share. Paths are relative to this folder. */
export { require as requireTypeScript };
