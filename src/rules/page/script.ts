/** Filter and search. It only hides and shows what is there, and writes text: it makes no markup and asks nobody. */
export const script = `(() => {
  "use strict";
  const bar = document.getElementById("filter");
  if (!bar) return;
  const find = document.getElementById("find");
  const dangerOnly = document.getElementById("danger-only");
  const shown = document.getElementById("shown");
  const reset = document.getElementById("reset");
  const boxes = [...bar.querySelectorAll("input[name=kind]")];
  const groups = [...document.querySelectorAll(".group")].map((element) => {
    const cards = [...element.querySelectorAll(".person")];
    return { element, cards, fold: element.querySelector("details.unchanged") };
  });
  const total = groups.reduce((sum, { cards }) => sum + cards.length, 0);
  const number = (value) => value.toLocaleString("en-US");
  const texts = new Map();
  const textOf = (card) => {
    let text = texts.get(card);
    if (text === undefined) texts.set(card, (text = card.textContent.toLowerCase()));
    return text;
  };
  let opened = false;

  const apply = () => {
    const words = find.value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
    const kinds = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const active = words.length > 0 || kinds.size > 0 || (dangerOnly !== null && dangerOnly.checked);
    const fits = (card) =>
      (kinds.size === 0 || card.dataset.kinds.split(" ").some((kind) => kinds.has(kind))) &&
      (dangerOnly === null || !dangerOnly.checked || card.dataset.danger !== undefined) &&
      words.every((word) => textOf(card).includes(word));
    let count = 0;
    for (const { element, cards, fold } of groups) {
      let here = 0;
      for (const card of cards) {
        const show = !active || fits(card);
        if (card.hidden === show) card.hidden = !show;
        if (show) here += 1;
      }
      count += here;
      element.hidden = here === 0 && active;
      if (fold && active && here > 0 && !fold.open) opened = fold.open = true;
      if (fold && !active && opened) opened = fold.open = false;
    }
    shown.textContent = active ? number(count) + " of " + number(total) + " people" : number(total) + (total === 1 ? " person" : " people");
    reset.hidden = !active;
  };

  const clear = () => {
    find.value = "";
    for (const box of bar.querySelectorAll("input[type=checkbox]")) box.checked = false;
    apply();
  };
  let waiting;
  find.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 60);
  });
  bar.addEventListener("change", apply);
  reset.addEventListener("click", () => {
    clear();
    find.focus();
  });
  document.addEventListener("click", ({ target }) => {
    const link = target.closest && target.closest('a[href^="#"]');
    const goal = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!goal) return;
    if (goal.hidden || goal.closest("[hidden]")) clear();
    const fold = goal.closest("details") || goal.querySelector(":scope > details");
    if (fold) fold.open = true;
  });
  bar.hidden = false;
  apply();
})();
`;
