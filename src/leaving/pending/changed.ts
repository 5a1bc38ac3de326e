/** Another run wrote the record since this one read it: neither may take away whom the other is about. */
export class PendingChanged extends Error {
  public override readonly name = "PendingChanged";

  public constructor(where: string) {
    super(
      `another run changed ${where}, which says who is leaving: wait until it has ended, then run the same command again`,
    );
  }
}
