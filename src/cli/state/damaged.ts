/** The state is not the one to go on with: nothing may be planned with it. */
export class StateDamaged extends Error {
  public override readonly name = "StateDamaged";
}
