/** Pills, dangers, lists, code, accepted risks, tables of findings. */
export const partsStyle = `
.leaves, .replaced, .high, .error { --kind: var(--red-bar); --kind-ink: var(--red); --kind-wash: var(--red-wash); }
.renamed, .is-suspended, .medium, .warning { --kind: var(--amber-bar); --kind-ink: var(--amber); --kind-wash: var(--amber-wash); }
.joins, .returns, .imported, .low, .note { --kind: var(--blue-bar); --kind-ink: var(--blue); --kind-wash: var(--blue-wash); }
.changes, .accepted { --kind: var(--violet-bar); --kind-ink: var(--violet); --kind-wash: var(--violet-wash); }
.badge, .severity, .mark { display: inline-flex; align-items: center; gap: 0.4em; padding: 0.05rem 0.55rem; border-radius: 1rem; font-size: 0.83rem; line-height: 1.5;
  font-weight: 500; max-width: 100%; color: var(--kind-ink, var(--dim)); background: var(--kind-wash, var(--raise)); }
.severity { white-space: nowrap; }
:is(.badge, .severity)::before { content: ""; flex: none; width: 0.43rem; height: 0.43rem; border-radius: 50%; background: var(--kind, var(--grey-bar)); }
.mark { text-decoration: none; }
.mark .severity { padding: 0; background: none; font-size: inherit; }
.mark:hover { text-decoration: underline; }
.place { color: var(--dim); font-size: 0.83rem; }
.place small { font-size: 1em; }
a.place { text-decoration: none; }
a.place:hover { color: var(--link); text-decoration: underline; }
.list, section > ul.plain, section > .more > ul.plain { background: var(--card); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow); overflow: clip; }
section > .more > ul.plain { margin-top: 0.4rem; }
section > ul.plain > li, section > .more > ul.plain > li { padding: 0.6rem 1.15rem; border-top: 1px solid var(--line); }
section > ul.plain > li:first-child, section > .more > ul.plain > li:first-child { border-top: 0; }
.danger { display: grid; grid-template-columns: minmax(0, 13.5rem) minmax(0, 1fr); gap: 0.25rem 1.75rem; padding: 0.95rem 1.15rem 1rem; border-top: 1px solid var(--line); }
.danger:first-child { border-top: 0; }
.danger:target { outline-offset: -2px; }
.danger.error { background: linear-gradient(90deg, var(--kind-wash), transparent 45%); }
.danger h3 { display: flex; flex-direction: column; align-items: flex-start; gap: 0.35rem; font-weight: 400; }
.danger h3 code { color: var(--dim); }
.danger .found > ul > li + li, .danger .more li { margin-top: 0.3rem; }
.danger .message { font-size: 1.04rem; font-weight: 500; letter-spacing: -0.006em; }
.danger:is(.error, .warning) .message { font-weight: 600; }
.danger.error .severity { background: var(--card); box-shadow: 0 0 0 1px color-mix(in srgb, var(--kind) 30%, transparent); }
.danger .fix { margin-top: 0.5rem; }
.danger .reason { margin-top: 0.3rem; color: var(--dim); }
.fix b { font-weight: 600; }
.who { font-size: 0.93rem; }
.acceptance { color: var(--dim); }
.acceptance b { font-weight: 500; color: var(--ink); }
.acceptance q { color: var(--ink); white-space: pre-line; quotes: "\\201C" "\\201D"; }
.acceptance .facts { display: block; font-size: 0.93rem; }
.act button { font: inherit; font-weight: 550; color: var(--card); background: var(--link); border: 0; border-radius: 8px; padding: 0.45rem 0.95rem; cursor: pointer; }
.act button:hover { filter: brightness(1.08); }
.more { margin-top: 0.4rem; }
.more summary { color: var(--link); }
.rules tbody th { white-space: nowrap; }
.risks > ul > li, .risks > .more > ul > li { display: grid; grid-template-columns: minmax(0, 13.5rem) minmax(0, 1fr); gap: 0 1.75rem; }
.risks .what { display: flex; flex-direction: column; align-items: flex-start; }
.more li { content-visibility: auto; contain-intrinsic-block-size: auto 3rem; }
pre { padding: 0.65rem 0.85rem; border: 1px solid var(--line); border-radius: 8px; background: var(--raise); white-space: pre-wrap; }
section > pre { background: var(--card); }
.table { width: 100%; border-collapse: collapse; }
.table.told { table-layout: fixed; }
.table.told th:first-child { width: 20%; }
.table.told th:nth-child(2) { width: 34%; }
.table th, .table td { padding: 0.6rem 1.15rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
.table thead th { border-top: 0; overflow-wrap: normal; font-size: 0.86rem; font-weight: 500; color: var(--dim); }
.table tbody th { font-weight: 400; }
.table .number { text-align: right; }
.table pre { margin-top: 0.5rem; }
.quiet { margin-top: 0.7rem; font-size: 0.93rem; }
.unseen { border-left: 3px solid var(--red-bar); padding-left: 0.7rem; }
.unseen summary { color: var(--link); }
.unseen + .unseen { margin-top: 0.5rem; }
.reason { color: var(--dim); }
h2 + .reason { margin: -0.35rem 0 0.7rem; }
@media (max-width: 40rem) {
  .danger, .risks > ul > li, .risks > .more > ul > li { grid-template-columns: minmax(0, 1fr); }
  .danger, section > ul.plain > li, section > .more > ul.plain > li { padding-left: 0.9rem; padding-right: 0.9rem; }
  .danger h3 { flex-flow: row wrap; align-items: center; margin-bottom: 0.3rem; }
  .danger.error { background: linear-gradient(180deg, var(--kind-wash), transparent 60%); }
  .risks .what { flex-flow: row wrap; gap: 0 0.6em; }
  .table, .table tbody, .table tr, .table td, .table tbody th { display: block; }
  .table thead { display: none; }
  .table tr { padding: 0.6rem 0.9rem; border-top: 1px solid var(--line); }
  .table tr:first-child { border-top: 0; }
  .table td, .table tbody th { border: 0; padding: 0.1rem 0; text-align: left; }
  .rules :is(th, td:not(:last-child)) { display: inline-block; margin-right: 0.7rem; }
}
`;
