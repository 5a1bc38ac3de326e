/*
 * A comment as it looks in a pull request: GitHub's own engine makes the HTML, this the looks. What GitHub shows as
 * pictures of its own, the signs of a comment, is drawn here: not every machine has a font for them.
 */
import { spawnSync } from "node:child_process";

const extensions = ["table", "strikethrough", "autolink", "tagfilter", "tasklist"];

/** @param {string} markdown @returns {string} a page that needs nothing else */
export function commentPage(markdown) {
  const asked = ["--unsafe", ...extensions.flatMap((name) => ["-e", name])];
  const { status, stdout, stderr } = spawnSync("cmark-gfm", asked, { input: markdown, encoding: "utf8" });
  if (status !== 0) throw new Error(`cmark-gfm: ${stderr ?? "not found; apt-get install -y cmark-gfm"}`);
  const body = Object.entries(signs).reduce((html, [sign, svg]) => html.replaceAll(sign, svg), stdout);
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>
<article><header><b>github-actions</b> <i>bot</i> commented</header><div class="body">${body}</div></article>`;
}

const sign = (inner) => `<svg class="sign" viewBox="0 0 16 16">${inner}</svg>`;
const signs = {
  "⛔": sign(
    '<circle cx="8" cy="8" r="7.5" fill="#dd2e44"/><rect x="3" y="6.4" width="10" height="3.2" rx="0.6" fill="#fff"/>',
  ),
  "⚠️": sign(
    '<path d="M8 1 15.5 14.5H0.5Z" fill="#ffcc4d" stroke="#ffcc4d" stroke-width="1" stroke-linejoin="round"/><path d="M8 5.2v5M8 11.8v1.2" stroke="#231f20" stroke-width="1.6"/>',
  ),
  ℹ️: sign(
    '<rect width="16" height="16" rx="3" fill="#3b88c3"/><path d="M8 7v6M8 3.4v1.8" stroke="#fff" stroke-width="2"/>',
  ),
  "✅": sign(
    '<rect width="16" height="16" rx="3" fill="#77b255"/><path d="M3.6 8.4 6.8 11.6 12.4 4.6" fill="none" stroke="#fff" stroke-width="2"/>',
  ),
};

const style = `
:root { --ink: #1f2328; --dim: #59636e; --line: #d1d9e0; --head: #f6f8fa; --code: #eff1f3; --paper: #fff; --link: #0969da; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f0f6fc; --dim: #9198a1; --line: #3d444d; --head: #151b23; --code: #2b3138; --paper: #0d1117; --link: #4493f8; } }
body { margin: 0; padding: 12px; background: var(--paper); color: var(--ink); font: 14px/1.5 -apple-system, "Segoe UI", Inter, "Noto Sans", "Liberation Sans", "DejaVu Sans", Arial, sans-serif; }
article { border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
header { background: var(--head); border-bottom: 1px solid var(--line); padding: 8px 16px; color: var(--dim); }
header b { color: var(--ink); } header i { font: 500 12px/18px inherit; font-style: normal; font-size: 12px; border: 1px solid var(--line); border-radius: 1em; padding: 0 6px; }
.body { padding: 16px; overflow-wrap: break-word; }
h3 { font-size: 1.25em; line-height: 1.25; margin: 0 0 16px; }
p, ul, table, details { margin: 0 0 16px; } ul { padding-left: 2em; } li + li { margin-top: 0.25em; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: 6px 13px; text-align: left; vertical-align: top; }
th { font-weight: 600; } tr:nth-child(2n) { background: var(--head); }
code { font: 85%/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; background: var(--code); border-radius: 6px; padding: 0.2em 0.4em; }
a { color: var(--link); text-decoration: none; } a code { color: inherit; }
.sign { width: 1.1em; height: 1.1em; vertical-align: -0.2em; }
`;
