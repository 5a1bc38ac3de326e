/** A command that was run, and what came of it. */
export interface Step {
  readonly command: string;
  readonly code: number;
  /** Both outputs. */
  readonly text: string;
  /** Nothing that was printed before said to run it. */
  readonly unadvised?: true;
  /** In the middle, like the deploy before it. */
  readonly killed?: boolean;
}
