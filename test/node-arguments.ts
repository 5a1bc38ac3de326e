/**
 * Arguments with which plain node runs `code`, in which `require` understands the TypeScript of this checkout: for what must
 * happen in a process of its own, and for what cannot wait for a promise.
 */
export function nodeArguments(code: string): string[] {
  const hook = `
    const swc = require(${JSON.stringify(require.resolve("@swc/core"))});
    require.extensions[".ts"] = (module, file) => module._compile(swc.transformFileSync(file, {
      jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" }, swcrc: false }).code, file);`;
  return ["-e", `${hook}\n${code}`];
}
