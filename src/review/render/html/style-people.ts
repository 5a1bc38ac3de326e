/** The filter and the cards of people. A card off the screen costs nothing: 5,000 of them stay usable. */
export const peopleStyle = `
.filter { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; align-items: center;
  margin: 0 -0.75rem 0.5rem; padding: 0.6rem 0.75rem; background: var(--paper); border-bottom: 1px solid var(--line); }
.filter fieldset { display: flex; flex-wrap: wrap; gap: 0.35rem; border: 0; margin: 0; padding: 0; min-width: 0; }
.filter legend, .find span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.filter fieldset label { display: inline-flex; gap: 0.35em; align-items: center; padding: 0.15rem 0.65rem; border: 1px solid var(--line);
  border-radius: 1rem; background: var(--card); font-size: 0.87rem; cursor: pointer; min-height: 1.75rem; }
.filter fieldset label:has(:checked) { border-color: var(--link); background: var(--blue-wash); }
.filter fieldset label:has(:focus-visible) { outline: 2px solid var(--link); outline-offset: 2px; }
.filter fieldset input { margin: 0; accent-color: var(--link); outline: none; }
.find { flex: 0 1 19rem; }
.find input { width: 100%; font: inherit; font-size: 0.93rem; color: var(--ink); background: var(--card); border: 1px solid var(--dim);
  border-radius: 6px; padding: 0.28rem 0.6rem; }
.find input::placeholder { color: var(--dim); opacity: 1; }
.filter p { margin-left: auto; font-size: 0.87rem; color: var(--dim); font-variant-numeric: tabular-nums; }
.filter button { font: inherit; color: var(--link); background: none; border: 0; padding: 0.1rem 0.3rem; cursor: pointer; text-decoration: underline; text-underline-offset: 0.15em; }
.groups { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 31rem), 1fr)); gap: 1.1rem 0.6rem; margin-top: 0.9rem; align-items: start; }
.group { grid-column: 1 / -1; min-width: 0; }
.group.single { grid-column: auto; }
.group h3 { margin-bottom: 0.5rem; }
.unchanged > summary h3 { display: inline-block; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 31rem), 1fr)); gap: 0.6rem; align-items: start; }
.person { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--kind, var(--grey-bar)); border-radius: 8px;
  padding: 0.6rem 0.95rem 0.7rem; min-width: 0; content-visibility: auto; contain-intrinsic-block-size: auto 13rem; }
.person.unchanged { contain-intrinsic-block-size: auto 6rem; padding: 0.45rem 0.95rem; }
.person .head { display: flex; flex-wrap: wrap; gap: 0 0.6rem; align-items: baseline; }
.person .head .place { margin-left: auto; }
.person.unchanged .badge { display: none; }
.about { color: var(--dim); font-size: 0.9rem; }
.marks { margin-top: 0.3rem; display: flex; flex-wrap: wrap; gap: 0.3rem; }
.mark { display: inline-block; padding: 0 0.55em; border-radius: 4px; background: var(--wash); color: var(--weight); font-size: 0.82rem; text-decoration: none; }
.mark:hover { text-decoration: underline; }
.notes { margin-top: 0.3rem; font-size: 0.93rem; }
.sides { width: 100%; border-collapse: collapse; table-layout: fixed; margin-top: 0.45rem; font-size: 0.9rem; }
.sides th, .sides td { text-align: left; vertical-align: top; padding: 0.22rem 0.6rem 0.22rem 0; font-weight: 400; }
.sides thead th { color: var(--dim); font-size: 0.8rem; padding-bottom: 0.1rem; }
.sides thead td { width: 6.6rem; padding: 0; }
.sides tbody tr { border-top: 1px solid var(--line); }
.sides tbody th { color: var(--dim); overflow-wrap: normal; }
.sides .none { color: var(--dim); }
.sides .stays td, p.stays { color: var(--dim); }
p.stays { font-size: 0.9rem; }
ins, del { text-decoration: none; border-radius: 3px; padding: 0 0.25em; margin-left: -0.25em; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
ins { color: var(--green); background: var(--green-wash); }
del { color: var(--red); background: var(--red-wash); }
ins small, del small, ins .dim, del .dim { color: inherit; }
ins::before { content: "+ "; } del::before { content: "\\2212\\00a0"; }
strong { color: var(--red); font-weight: 600; }
.power { font-size: 0.93em; }
@media (max-width: 40rem) {
  .filter { position: static; }
  .find { flex: 1 1 100%; }
  .filter p { margin-left: 0; }
  .sides thead td { width: 5.6rem; }
  .person { padding-left: 0.75rem; padding-right: 0.75rem; }
}
`;
