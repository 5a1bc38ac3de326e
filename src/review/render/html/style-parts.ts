/** Dangers, lists, badges, accepted risks. */
export const partsStyle = `
.leaves, .replaced { --kind: var(--red-bar); --kind-ink: var(--red); --kind-wash: var(--red-wash); }
.renamed, .is-suspended { --kind: #c08a2b; --kind-ink: var(--amber); --kind-wash: var(--amber-wash); }
.joins, .returns, .imported { --kind: var(--green-bar); --kind-ink: var(--green); --kind-wash: var(--green-wash); }
.changes { --kind: var(--blue-bar); --kind-ink: var(--blue); --kind-wash: var(--blue-wash); }
.badge { display: inline-block; padding: 0 0.5em; border-radius: 1em; font-size: 0.8rem; line-height: 1.55; max-width: 100%;
  color: var(--kind-ink, var(--dim)); background: var(--kind-wash, transparent); border: 1px solid var(--kind, var(--line)); }
.place { color: var(--dim); font-size: 0.8rem; }
.place small { font-size: 1em; }
.severity { text-transform: uppercase; font-size: 0.72rem; font-weight: 700; letter-spacing: 0.06em; color: var(--weight); }
.error { --weight: var(--red); --wash: var(--red-wash); }
.warning { --weight: var(--amber); --wash: var(--amber-wash); }
.note { --weight: var(--blue); --wash: var(--blue-wash); }
.accepted { --weight: var(--green); --wash: var(--green-wash); }
.danger { display: grid; grid-template-columns: minmax(0, 19rem) minmax(0, 1fr); gap: 0.25rem 2rem; padding: 0.8rem 1.1rem 0.85rem;
  background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--weight); border-radius: 8px; margin-top: 0.6rem; }
.danger h3 { font-weight: 600; display: flex; flex-wrap: wrap; gap: 0 0.6rem; align-items: baseline; }
.danger .rule p { color: var(--dim); font-size: 0.9rem; margin-top: 0.2rem; }
.danger .found li { margin-top: 0.25rem; }
.danger .found li:first-child { margin-top: 0; }
.danger .fix { margin-top: 0.45rem; font-size: 0.93rem; }
.danger .fix b { font-weight: 600; }
.who { font-size: 0.87rem; }
.acceptance { color: var(--dim); font-size: 0.9rem; }
.acceptance b { font-weight: 500; color: var(--ink); }
.acceptance q { color: var(--ink); white-space: pre-line; quotes: "\\201C" "\\201D"; }
.acceptance .facts { display: block; }
.more { margin-top: 0.4rem; }
.more summary { color: var(--link); }
section > ul.plain, section > .more > ul.plain { background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
section > .more > ul.plain { margin-top: 0.4rem; }
section > ul.plain > li, section > .more > ul.plain > li { padding: 0.5rem 1.1rem; border-top: 1px solid var(--line); }
section > ul.plain > li:first-child, section > .more > ul.plain > li:first-child { border-top: 0; }
.risks > ul > li, .risks > .more > ul > li { display: grid; grid-template-columns: minmax(0, 19rem) minmax(0, 1fr); gap: 0 2rem; }
.more li { content-visibility: auto; contain-intrinsic-block-size: auto 3rem; }
@media (max-width: 40rem) {
  .danger, .risks > ul > li, .risks > .more > ul > li { grid-template-columns: minmax(0, 1fr); }
  .danger, section > ul.plain > li { padding-left: 0.8rem; padding-right: 0.8rem; }
}
`;
