/**
 * A page that is written by hand, with one part of it written by `npm run docs`: what stands between `<!-- name: ... -->` and
 * `<!-- /name -->`.
 */
export function withPart(page: string, name: string, text: string): string {
  const part = new RegExp(`(<!-- ${name}: [^>]*-->\\n)[\\s\\S]*(<!-- /${name} -->)`);
  if (!part.test(page)) throw new Error(`the page has no <!-- ${name}: ... --> and <!-- /${name} -->`);
  return page.replace(part, (_all, start: string, end: string) => `${start}\n${text}\n\n${end}`);
}
