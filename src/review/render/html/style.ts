import { layoutStyle } from "./style-layout";
import { paperStyle } from "./style-paper";
import { partsStyle } from "./style-parts";
import { peopleStyle } from "./style-people";

/** Colours of both themes keep a contrast of 4.5 or more for text; a test asks axe. */
const light = `
  --paper: #f7f6f2; --card: #ffffff; --ink: #1c2024; --dim: #59616b; --line: #dedbd3; --link: #1b568f;
  --red: #a3231b; --red-wash: #fbeae8; --amber: #7a4b00; --amber-wash: #fcf1da; --green: #1b6238; --green-wash: #e6f3ea;
  --blue: #2b5c96; --blue-wash: #e8eff8; --grey-bar: #b9bec5; --blue-bar: #5b8fcb; --green-bar: #4a9d6b; --red-bar: #cf5a50;`;

const dark = `
  --paper: #13161a; --card: #1b1f25; --ink: #e7e6e2; --dim: #a3abb5; --line: #323943; --link: #8fbcf2;
  --red: #ff9f95; --red-wash: #3a1e1c; --amber: #efc470; --amber-wash: #33290f; --green: #90d7a8; --green-wash: #172f20;
  --blue: #9fc3f1; --blue-wash: #1c2b3f; --grey-bar: #565f6a; --blue-bar: #5b8fcb; --green-bar: #4a9d6b; --red-bar: #cf5a50;`;

const base = `
:root { color-scheme: light dark; ${light} }
@media screen and (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 15px/1.5 Inter, system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif; }
code, .place { font: 0.92em/1.4 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code, h4, b, small, q, .message, .about, .facts, td, li > a { unicode-bidi: isolate; }
h1, h2, h3, h4, p, ul { margin: 0; padding: 0; }
h1 { font-size: 2rem; line-height: 1.15; font-weight: 650; letter-spacing: -0.02em; text-wrap: balance; }
h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; }
h3 { font-size: 1rem; font-weight: 650; }
h4 { font-size: 1.02rem; font-weight: 650; }
h2 small, h3 small { font-weight: 400; color: var(--dim); font-size: 0.9em; margin-left: 0.25em; }
small { font-size: 0.87em; color: var(--dim); }
a { color: var(--link); text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
summary { cursor: pointer; }
.plain { list-style: none; }
.dim { color: var(--dim); }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 0.5rem; z-index: 3; padding: 0.4rem 0.8rem; background: var(--card); }
:target { outline: 2px solid var(--link); outline-offset: 3px; }
h2:target, section:target { outline: none; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;

/** The whole style of the page; its hash stands in the page's policy. */
export const style = [base, layoutStyle, partsStyle, peopleStyle, paperStyle].join("").replace(/\n\s*/g, "\n");
