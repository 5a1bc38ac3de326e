/** The style of a page of findings. Both schemes keep a contrast of 4.5 for all text; below 40em each row of a table is a card. */
export const pageStyle = `
:root { color-scheme: light dark; --paper: #f7f6f2; --card: #fff; --ink: #1c2024; --soft: #565d64; --line: #d5d3ca;
  --link: #0b57a4; --error: #a3231b; --warning: #7a4d00; --note: #565d64; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #13161a; --card: #1c2126; --ink: #e6e8ea; --soft: #a4acb4; --line: #363d45;
    --link: #8bbcf2; --error: #ff9d93; --warning: #f0c069; --note: #a4acb4; } }
body { margin: 0 auto; max-width: 72em; padding: 1em; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6em; line-height: 1.2; }
h2 { font-size: 1.2em; margin-top: 2em; }
a { color: var(--link); }
small { color: var(--soft); }
.error { color: var(--error); }
.warning { color: var(--warning); }
.note { color: var(--note); }
.unseen { border-left: 4px solid var(--error); padding-left: .8em; }
table { border-collapse: collapse; width: 100%; background: var(--card); }
th, td { border: 1px solid var(--line); padding: .4em .7em; text-align: left; vertical-align: top; }
td:first-child { font-weight: 600; min-width: 8em; }
pre { margin: .5em 0 0; padding: .6em; border: 1px solid var(--line); background: var(--paper); white-space: pre-wrap;
  font: 14px/1.45 ui-monospace, monospace; }
@media (max-width: 40em) {
  table, tbody, tr, td { display: block; }
  thead { display: none; }
  tr { border: 1px solid var(--line); margin-bottom: .6em; }
  td { border: 0; } }
@media print { :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #333; --error: #a3231b; --warning: #7a4d00;
  --note: #333; --link: #000; } }
`;
