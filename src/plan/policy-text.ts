/** The text of a policy document: for what judges policies, never for a renderer. Printed by mistake it says nothing. */
export class PolicyText {
  readonly #text: string;

  public constructor(text: string) {
    this.#text = text;
  }

  /** As it was written. */
  public read(): string {
    return this.#text;
  }

  public static same(first: PolicyText | undefined, second: PolicyText | undefined): boolean {
    return first?.read() === second?.read();
  }
}
