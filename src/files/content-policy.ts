import { createHash } from "node:crypto";

/** Content-Security-Policy of a page of ours: its own style and script, known by their hashes, and nothing else at all. */
export function contentPolicy(style: string, script?: string): string {
  const forScripts = script === undefined ? [] : [`script-src ${hashOf(script)}`];
  return [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    ...forScripts,
    "base-uri 'none'",
    "form-action 'none'",
    ...(script === undefined ? [] : ["require-trusted-types-for 'script'", "trusted-types 'none'"]),
  ].join("; ");
}

function hashOf(source: string): string {
  return `'sha256-${createHash("sha256").update(source, "utf8").digest("base64")}'`;
}
