/** The page, the gate, the numbers at a glance. */
export const layoutStyle = `
.gate, main, footer { max-width: 74rem; margin: 0 auto; padding: 0 1.5rem; }
main > section { margin: 1.9rem 0; }
main > section > h2 { margin-bottom: 0.6rem; }
footer { margin-top: 3rem; padding-bottom: 2.5rem; color: var(--dim); font-size: 0.87rem; }
footer p { border-top: 1px solid var(--line); padding-top: 1rem; max-width: none; }
.gate { margin-top: 1.75rem; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem 3rem; align-items: end; }
.gate .eyebrow { color: var(--dim); font-size: 0.87rem; margin-bottom: 0.35rem; }
.gate h1::before { content: ""; display: inline-block; width: 0.62em; height: 0.62em; margin-right: 0.4em;
  border-radius: 50%; background: var(--state); }
.gate.open { --state: var(--green); }
.gate.closed { --state: var(--red); }
.gate.closed h1 { color: var(--red); }
.gate.open h1 { color: var(--green); }
.gate h1 + p { margin-top: 0.45rem; font-size: 1.07rem; }
.gate h2 { font-size: 0.87rem; color: var(--dim); font-weight: 500; letter-spacing: 0; }
.gate li { margin-top: 0.15rem; max-width: 52rem; }
.tiles { list-style: none; display: flex; flex-wrap: wrap; gap: 0.5rem; }
.tile a { display: block; padding: 0.45rem 0.95rem 0.5rem; min-width: 6.5rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 8px; border-top: 3px solid var(--kind, var(--grey-bar)); color: var(--dim); text-decoration: none; font-size: 0.9rem; }
.tile a:hover { border-color: var(--link); }
.tile b { display: block; font-size: 1.55rem; line-height: 1.2; color: var(--ink); font-weight: 600; font-variant-numeric: tabular-nums; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0.5rem 3rem; margin: 1.1rem 0 0.6rem; align-items: start; }
.chart { width: 100%; border-collapse: collapse; font-size: 0.87rem; }
.chart caption { text-align: left; font-weight: 650; padding-bottom: 0.2rem; }
.chart th, .chart td { padding: 0.16rem 0; font-weight: 400; text-align: left; line-height: 1.3; }
.chart thead th { color: var(--dim); text-align: right; padding-left: 0.7rem; white-space: nowrap; font-size: 0.93em; }
.chart thead th:first-child { text-align: left; padding-left: 0; }
.chart tbody th { overflow-wrap: normal; }
.chart tbody tr { border-top: 1px solid var(--line); }
.chart .bar { width: 38%; padding: 0 0.25rem 0 0.75rem; }
.chart svg { display: block; width: 100%; height: 0.65rem; }
.chart .number { text-align: right; padding-left: 0.7rem; font-variant-numeric: tabular-nums; }
.chart .zero { color: var(--dim); }
.swatch { display: inline-block; width: 0.6em; height: 0.6em; border-radius: 2px; margin-right: 0.35em; forced-color-adjust: none; }
rect.stays { fill: var(--grey-bar); } .swatch.stays { background: var(--grey-bar); }
rect.changes { fill: var(--blue-bar); } .swatch.changes { background: var(--blue-bar); }
rect.created { fill: var(--green-bar); } .swatch.created { background: var(--green-bar); }
rect.deleted { fill: var(--red-bar); } .swatch.deleted { background: var(--red-bar); }
@media (max-width: 40rem) {
  .gate, main, footer { padding: 0 1rem; }
  .gate { margin-top: 1.25rem; }
  h1 { font-size: 1.6rem; }
  .tile { flex: 1 1 40%; }
  .chart .bar { width: 15%; padding: 0 0 0 0.3rem; }
  .chart thead th, .chart .number { padding-left: 0.35rem; }
  .chart .swatch { margin-right: 0.2em; }
}
`;
