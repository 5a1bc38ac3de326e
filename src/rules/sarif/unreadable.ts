/** A text that is no report of findings; the message says what is wrong and quotes nothing but single words. */
export class UnreadableSarif extends Error {
  public override readonly name = "UnreadableSarif";
}
