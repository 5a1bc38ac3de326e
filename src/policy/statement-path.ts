/** Keys and positions that lead to a statement in a document: one alone may stand without a list. */
export function statementPath(document: { readonly Statement?: unknown }, place: number): (string | number)[] {
  return ["Statement", ...(Array.isArray(document.Statement) ? [place] : [])];
}
