import { layoutStyle } from "./style-layout";
import { paperStyle } from "./style-paper";
import { partsStyle } from "./style-parts";
import { peopleStyle } from "./style-people";

/** Colours of both themes keep a contrast of 4.5 or more for text; a test asks axe. Green is for what bears no risk. */
const light = `
  --paper: #f7f8fa; --card: #ffffff; --raise: #f7f8fa; --ink: #14171c; --dim: #5a6372; --line: #e3e6eb; --edge: #c9cfd8; --link: #3848b8;
  --red: #b42318; --red-wash: #fef1ef; --red-bar: #d9483b; --amber: #85480a; --amber-wash: #fef5e5; --amber-bar: #d6912c;
  --green: #1a6841; --green-wash: #ebf7f0; --green-bar: #3d9d6a; --blue: #2450ad; --blue-wash: #edf3fe; --blue-bar: #5585df;
  --violet: #6034a6; --violet-wash: #f5f0fd; --violet-bar: #9470d3; --grey-bar: #bfc6d0; --shadow: 0 1px 2px rgb(16 24 40 / 6%);`;

const dark = `
  --paper: #0e1014; --card: #16191f; --raise: #1b1f26; --ink: #e8eaee; --dim: #9ca5b3; --line: #282e37; --edge: #424b58; --link: #a3b4ff;
  --red: #ff9d92; --red-wash: #321a18; --red-bar: #d9564a; --amber: #f1c173; --amber-wash: #2d2310; --amber-bar: #c58a2f;
  --green: #82d8a7; --green-wash: #132a1e; --green-bar: #3d9d6a; --blue: #a0beff; --blue-wash: #18253c; --blue-bar: #5585df;
  --violet: #c8aef8; --violet-wash: #261c39; --violet-bar: #8d67d0; --grey-bar: #525c69; --shadow: none;`;

const base = `
:root { color-scheme: light dark; ${light} }
@media screen and (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere; font-variant-numeric: tabular-nums;
  font: 14px/1.5 Inter, system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif; }
code, pre, .place { font: 0.9em/1.45 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code, h4, b, small, q, .message, .about, .facts, td, li > a { unicode-bidi: isolate; }
h1, h2, h3, h4, p, ul, pre { margin: 0; padding: 0; }
h1 { font-size: 1.85rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.022em; text-wrap: balance; }
h2 { font-size: 1.06rem; line-height: 1.35; font-weight: 650; letter-spacing: -0.011em; }
h3 { font-size: 0.93rem; font-weight: 600; }
h4 { font-size: 1rem; font-weight: 650; letter-spacing: -0.006em; }
h2 small, h3 small { font-weight: 450; color: var(--dim); font-size: 0.9em; margin-left: 0.3em; }
small { font-size: 0.9em; color: var(--dim); }
a { color: var(--link); text-decoration-color: color-mix(in srgb, currentColor 40%, transparent); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
summary { cursor: pointer; }
.plain { list-style: none; }
.dim { color: var(--dim); }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 0.5rem; z-index: 3; padding: 0.4rem 0.8rem; background: var(--card); border-radius: 6px; }
:target { outline: 2px solid var(--link); outline-offset: 3px; }
h2:target, section:target { outline: none; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;

/** The whole style of the pages; its hash stands in their policy. */
export const style = [base, layoutStyle, partsStyle, peopleStyle, paperStyle].join("").replace(/\n\s*/g, "\n");
