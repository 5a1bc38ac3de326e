import type { Held } from "./principal";

/** What is found of a list of policies, once for each question: thousands of people hold the very same list. */
export class ByHeld<Found> {
  private readonly known = new WeakMap<readonly Held[], Map<string, Found>>();

  public get(held: readonly Held[], question: string, find: () => Found): Found {
    let answers = this.known.get(held);
    if (answers === undefined) {
      answers = new Map();
      this.known.set(held, answers);
    }
    const known = answers.get(question);
    if (known !== undefined) return known;
    const found = find();
    answers.set(question, found);
    return found;
  }
}
