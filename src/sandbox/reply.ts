/** One answer, before it goes on the wire. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
  readonly requestId: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The write took effect, and its answer shall never arrive. */
  readonly lost?: boolean;
}
