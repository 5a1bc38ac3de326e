import type { Way } from "./model/access";

/** `iam:PassRole with lambda (group developers, policy deploy)` */
export function wayWords({ name, through, over }: Way, quote: (text: string) => string = (text) => text): string {
  const about = [
    ...(over === undefined ? [] : [`over ${quote(over)}`]),
    ...(through === undefined ? [] : [quote(through)]),
  ];
  return about.length === 0 ? name : `${name} (${about.join(", ")})`;
}
