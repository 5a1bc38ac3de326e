/** The filter and the cards of people. A card off the screen costs nothing: 5,000 of them stay usable. */
export const peopleStyle = `
.filter { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center;
  margin: 0 -0.75rem 0.6rem; padding: 0.6rem 0.75rem; background: var(--paper); border-bottom: 1px solid var(--line); }
.filter fieldset { display: flex; flex-wrap: wrap; gap: 0.35rem; border: 0; margin: 0; padding: 0; min-width: 0; }
.filter legend, .find span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.filter fieldset label { display: inline-flex; gap: 0.4em; align-items: center; padding: 0.15rem 0.7rem; border: 1px solid var(--line);
  border-radius: 1rem; background: var(--card); font-size: 0.9rem; cursor: pointer; min-height: 1.85rem; }
.filter fieldset label:hover { border-color: var(--edge); }
.filter fieldset label:has(:checked) { border-color: var(--link); background: var(--blue-wash); }
.filter fieldset label:has(:focus-visible) { outline: 2px solid var(--link); outline-offset: 2px; }
.filter fieldset input { margin: 0; accent-color: var(--link); outline: none; }
.find { flex: 1 1 11rem; max-width: 17rem; }
.find input { width: 100%; font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--edge);
  border-radius: 7px; padding: 0.28rem 0.65rem; }
.find input::placeholder { color: var(--dim); opacity: 1; }
.filter p { margin-left: auto; font-size: 0.9rem; color: var(--dim); }
.filter button { font: inherit; color: var(--link); background: none; border: 0; padding: 0.1rem 0.3rem; cursor: pointer; text-decoration: underline; text-underline-offset: 0.15em; }
.groups { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); gap: 1.25rem 0.75rem; margin-top: 0.9rem; align-items: start; }
.group { grid-column: 1 / -1; min-width: 0; }
.group.single { grid-column: auto; }
.group h3 { margin-bottom: 0.5rem; color: var(--dim); font-weight: 550; }
.unchanged > summary h3 { display: inline-block; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); gap: 0.75rem; }
.person { background: var(--card); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow);
  padding: 0.85rem 1.15rem 0.95rem; min-width: 0; content-visibility: auto; contain-intrinsic-block-size: auto 13rem; }
.person[data-danger] { border-color: color-mix(in srgb, var(--red-bar) 45%, var(--line)); }
.person.unchanged { contain-intrinsic-block-size: auto 6rem; padding: 0.6rem 1.15rem; }
.person .head { display: flex; flex-wrap: wrap; gap: 0.1rem 0.6rem; align-items: baseline; }
.person .head .place { margin-left: auto; }
.person.unchanged .head .badge { display: none; }
.about { color: var(--dim); font-size: 0.93rem; }
.marks { margin-top: 0.45rem; display: flex; flex-wrap: wrap; gap: 0.35rem; }
.notes { margin-top: 0.4rem; }
.sides { width: 100%; border-collapse: collapse; table-layout: fixed; margin-top: 0.6rem; font-size: 0.93rem; }
.sides th, .sides td { text-align: left; vertical-align: top; padding: 0.32rem 0.6rem 0.32rem 0; font-weight: 400; }
.sides thead th { color: var(--dim); font-size: 0.86rem; padding: 0 0.6rem 0.2rem 0; }
.sides thead td { width: 6.9rem; padding: 0; }
.sides tbody tr { border-top: 1px solid var(--line); }
.sides tbody th { color: var(--dim); overflow-wrap: normal; }
.sides .none { color: var(--dim); }
.sides .stays td, p.stays { color: var(--dim); }
p.stays { font-size: 0.93rem; }
ins, del { text-decoration: none; border-radius: 4px; padding: 0.05em 0.35em; margin-left: -0.35em; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
ins { color: var(--blue); background: var(--blue-wash); }
del { color: var(--red); background: var(--red-wash); }
ins small, del small, ins .dim, del .dim { color: inherit; }
ins::before { content: "+ "; } del::before { content: "\\2212\\00a0"; }
strong { color: var(--red); font-weight: 600; }
.power { font-size: 0.96em; }
.findings { margin-top: 0.55rem; }
.findings > li { display: grid; grid-template-columns: 5.4rem minmax(0, 1fr); gap: 0.1rem 0.75rem; align-items: baseline; padding: 0.45rem 0; border-top: 1px solid var(--line); }
.findings .severity { justify-self: start; }
.findings .message { font-weight: 500; }
.findings code { color: var(--dim); }
.mend { padding-top: 0.55rem; border-top: 1px solid var(--line); }
.mend h5 { margin: 0 0 0.25rem; font-size: 0.86rem; font-weight: 550; color: var(--dim); }
.mend li + li { margin-top: 0.25rem; }
.person:is(.high, .medium, .low) { contain-intrinsic-block-size: auto 18rem; }
.mend pre { margin-top: 0.5rem; }
@media (max-width: 40rem) {
  .filter { position: static; }
  .find { flex: 1 1 100%; max-width: none; }
  .filter p { margin-left: 0; }
  .sides thead td { width: 5.6rem; }
  .person { padding-left: 0.9rem; padding-right: 0.9rem; }
  .findings > li { grid-template-columns: minmax(0, 1fr); }
}
`;
