/** A file that is not a plan in JSON. The message is one line that says what to run, and quotes nothing of the file. */
export class UnreadablePlan extends Error {
  public override readonly name = "UnreadablePlan";
}
