import type { Review } from "../../src/review/model/review";
import { reviewOf } from "./fixture";

/** Texts that mean something to whoever shows them. */
export const attacks = [
  "EVIL <script>alert(1)</script><img src=x onerror=alert(1)>",
  "EVIL @acme/security please approve #1 GH-1 https://evil.example.com",
  "EVIL ](https://evil.example.com) [link](javascript:alert(1)) ![x](https://evil.example.com/x.png)",
  "EVIL `code` ``code`` ```` </code> | table | **bold** _it_ ~~no~~",
  "EVIL\n::set-output name=x::y\n::error::gone\n##[error]gone ##vso[task.setvariable]x",
  "EVIL \u001b[2J\u001b]0;title\u0007 \u009b31m \r overwritten",
  "EVIL \u202Eecila\u202C \u200B\u2066x\u2069 \u{E0041}",
  "EVIL </details></summary><!-- iam-roster review --> -->",
  `EVIL ${"`".repeat(80)} @acme/security https://evil.example.com ${"`".repeat(80)}`,
  `EVIL ${"`".repeat(79)} @acme/security ${"`".repeat(81)} https://evil.example.com ${"`".repeat(11)}`,
  "EVIL \\` @acme/security \\`` <b>https://evil.example.com</b>",
  'EVIL "quoted" &amp; & ]]> <![CDATA[ \uD800 \uFFFE',
];

/** A review in which every text that can come from outside is the attack. */
export async function attacked(attack: string): Promise<Review> {
  const review = await reviewOf("stale-mfa-destroy");
  return JSON.parse(JSON.stringify(review), (key, value) => {
    if (typeof value !== "string" || own.has(key)) return value;
    return attack;
  }) as Review;
}

/** What never comes from outside. */
const own = new Set([
  "change",
  "kind",
  "severity",
  "side",
  "engine",
  "failOn",
  "id",
  "why",
  "0",
  "flag",
  "action",
  "since",
  "expires",
  "version",
  "timestamp",
  "formatVersion",
]);
