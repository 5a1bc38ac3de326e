/** A line of users.yaml: of the file after the change, or of the one before it for what is gone. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly side: "before" | "after";
}
