/*
 * Writes test/review/fixtures: plans of real Terraform on the sandbox, one story each. Run it when the constructs, the
 * stories or the provider change: node scripts/make-review-fixtures.mjs [STORY..]
 */
import { requireTypeScript } from "./typescript.mjs";

await requireTypeScript("../test/review/make-fixtures.ts").makeFixtures(process.argv.slice(2));
