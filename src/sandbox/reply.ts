/** One answer, before it goes on the wire. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  /** Stands for the body where that is no text. */
  readonly bytes?: Buffer;
  readonly contentType: string;
  readonly requestId: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The write took effect, and its answer shall never arrive. */
  readonly lost?: boolean;
}
