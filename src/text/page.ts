import { type Html, html, nothing, ownSource } from "./html";

export interface Page {
  readonly title: string;
  /** What lets in this style and this script, and nothing else: `contentPolicy` of files/ makes it. */
  readonly policy: string;
  readonly style: string;
  /** @default - none */
  readonly script?: string;
  readonly body: Html;
}

/** A page that needs nothing else: no address in it is ever asked, nobody finds it by searching, and all text is text. */
export function pageOf({ title, policy, style, script, body }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${ownSource(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<style>${ownSource(style)}</style>
</head>
<body>
${body}
${script === undefined ? nothing : html`<script>${ownSource(script)}</script>\n`}</body>
</html>
`.markup;
}
