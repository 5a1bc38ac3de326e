/** The page, what it says first, the numbers at a glance. */
export const layoutStyle = `
.top, main, footer { max-width: 72rem; margin: 0 auto; padding: 0 2rem; }
main > section { margin: 2.25rem 0; }
main > section > h2 { margin-bottom: 0.75rem; }
footer { margin-top: 3rem; padding-bottom: 2.5rem; color: var(--dim); font-size: 0.9rem; }
footer p { border-top: 1px solid var(--line); padding-top: 1rem; }
.top { padding-top: 1.5rem; }
.trail { display: flex; flex-wrap: wrap; gap: 0.2rem 0; color: var(--dim); font-size: 0.93rem; margin-bottom: 0.85rem; }
.trail li { display: flex; align-items: baseline; gap: 0.35em; min-width: 0; }
.trail li:not(:last-child)::after { content: "/"; color: var(--edge); margin: 0 0.55em 0 0.2em; }
.trail b { color: var(--ink); font-weight: 600; }
.verdict { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem 3rem; align-items: start;
  padding: 1.35rem 1.6rem 1.45rem; border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow);
  background: linear-gradient(100deg, var(--state-wash), var(--card) 62%); }
.open { --state: var(--green); --state-bar: var(--green-bar); --state-wash: var(--green-wash); }
.risky { --state: var(--amber); --state-bar: var(--amber-bar); --state-wash: var(--amber-wash); }
.closed { --state: var(--red); --state-bar: var(--red-bar); --state-wash: var(--red-wash); }
.verdict h1 { color: var(--state); }
.verdict h1::before { content: ""; display: inline-block; width: 0.42em; height: 0.42em; margin: 0 0.5em 0 0.22em; vertical-align: 0.12em;
  border-radius: 50%; background: var(--state-bar); box-shadow: 0 0 0 0.22em color-mix(in srgb, var(--state-bar) 22%, transparent); }
.verdict h1 + p { margin-top: 0.45rem; font-size: 1.04rem; }
.verdict h2 { font-size: 0.86rem; color: var(--dim); font-weight: 550; letter-spacing: 0; margin: 0.3rem 0 0.3rem; }
.verdict li + li { margin-top: 0.3rem; }
.jump { display: flex; flex-wrap: wrap; gap: 0.1rem 0.25rem; margin: 0.9rem -0.6rem 0; font-size: 0.93rem; }
.jump a { padding: 0.22rem 0.6rem; border-radius: 6px; color: var(--dim); text-decoration: none; }
.jump a:hover { background: color-mix(in srgb, var(--ink) 7%, transparent); color: var(--ink); }
.jump small { color: inherit; margin-left: 0.15em; }
.tiles { list-style: none; display: flex; flex-wrap: wrap; gap: 0.6rem; margin-bottom: 0.9rem; }
.tile { display: flex; flex: 1 1 8.5rem; max-width: 15rem; }
.tile > :is(a, span) { flex: 1; display: flex; flex-direction: column; padding: 0.7rem 0.95rem 0.75rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 10px; box-shadow: var(--shadow); color: var(--dim); text-decoration: none; font-size: 0.9rem; }
.tile a:hover { border-color: var(--edge); }
.tile b { order: 1; font-size: 1.6rem; line-height: 1.2; color: var(--ink); font-weight: 600; letter-spacing: -0.02em; }
.tile i { font-style: normal; display: flex; align-items: center; gap: 0.45em; }
.tile i::before { content: ""; width: 0.5rem; height: 0.5rem; border-radius: 50%; background: var(--kind, var(--grey-bar)); flex: none; }
.panel { background: var(--card); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow); padding: 1rem 1.15rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem 3rem; align-items: start; }
.charts + .dim { margin-top: 0.7rem; font-size: 0.9rem; }
.chart { width: 100%; border-collapse: collapse; font-size: 0.9rem; }
.chart caption { text-align: left; font-weight: 600; padding-bottom: 0.35rem; }
.chart th, .chart td { padding: 0.26rem 0; font-weight: 400; text-align: left; line-height: 1.3; }
.chart thead th { color: var(--dim); text-align: right; padding-left: 0.7rem; white-space: nowrap; font-size: 0.93em; }
.chart thead th:first-child { text-align: left; padding-left: 0; }
.chart tbody th { overflow-wrap: normal; white-space: nowrap; }
.chart tbody tr { border-top: 1px solid var(--line); }
.chart .bar { width: 34%; padding: 0 0.25rem 0 0.9rem; }
.chart svg { display: block; width: 100%; height: 0.5rem; border-radius: 0.25rem; }
.chart .number { text-align: right; padding-left: 0.7rem; }
.chart .zero { color: var(--dim); }
.swatch { display: inline-block; width: 0.55em; height: 0.55em; border-radius: 50%; margin-right: 0.4em; forced-color-adjust: none; }
rect.stays { fill: var(--grey-bar); } .swatch.stays { background: var(--grey-bar); }
rect.changes { fill: var(--amber-bar); } .swatch.changes { background: var(--amber-bar); }
rect.created { fill: var(--blue-bar); } .swatch.created { background: var(--blue-bar); }
rect.deleted { fill: var(--red-bar); } .swatch.deleted { background: var(--red-bar); }
@media (max-width: 40rem) {
  .top, main, footer { padding: 0 1rem; }
  .top { padding-top: 1rem; }
  h1 { font-size: 1.5rem; }
  .verdict { padding: 1rem 1.1rem 1.1rem; background: linear-gradient(180deg, var(--state-wash), var(--card) 62%); }
  .tiles { gap: 0.45rem; overflow-wrap: normal; }
  .tile { flex-basis: 6.4rem; }
  .tile > :is(a, span) { padding: 0.55rem 0.6rem 0.6rem; }
  .panel { padding: 0.8rem 0.9rem; }
  .chart .bar, .chart thead td, .chart .swatch { display: none; }
  .chart tbody th { white-space: normal; }
  .chart thead th, .chart .number { padding-left: 0.35rem; }
}
`;
