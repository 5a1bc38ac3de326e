/** Its own types are for ES modules only. */
declare module "@actions/languageservice" {
  import type { TextDocument } from "vscode-languageserver-textdocument";

  interface Diagnostic {
    readonly message: string;
    /** Lines count from 0. */
    readonly range: { readonly start: { readonly line: number } };
  }

  export function validate(document: TextDocument): Promise<Diagnostic[]>;
}
