import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readSide } from "../../src/cli/roster-side";
import { readPlan } from "../../src/plan/read";
import { reviewPlan } from "../../src/review/build";
import type { Credential } from "../../src/review/model/credential";
import type { Person } from "../../src/review/model/person";
import type { Review } from "../../src/review/model/review";
import { renderHtml } from "../../src/review/render/html";
import { renderMarkdown } from "../../src/review/render/markdown";
import { once } from "../../src/text/once";

const now = new Date("2026-11-21T12:00:00Z");
const folder = join(__dirname, "fixture");

/** The review of the story in story.ts. */
export async function reviewStory(): Promise<Review> {
  const side = async (file: string) => (await readSide(file, folder, now)).side;
  const plan = readPlan(readFileSync(join(folder, "plan.json")));
  const review = reviewPlan(plan, { before: await side("before.yaml"), after: await side("users.yaml"), now });
  return { ...review, plan: { ...review.plan, roster: "users.yaml" } };
}

/** The same, made once for all tests of a file. */
export const storyReview = once(reviewStory);

export async function storyPage(): Promise<string> {
  return renderHtml(await storyReview());
}

const commit = "3f2a1bc0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6";

/** The same as a comment, as if CI had made it: docs/review-comment.md. */
export async function storyComment(): Promise<string> {
  const review = await storyReview();
  const source = { commit, files: `https://github.com/acme/iam/blob/${commit}/` };
  return renderMarkdown({ ...review, plan: { ...review.plan, source } });
}

const none = { added: [], removed: [], kept: [] };

export function person(name: string, parts: Partial<Person> = {}): Person {
  return {
    ...{ key: name, name, address: `aws_iam_user.${name}`, change: "joins", forgotten: false, credentials: [] },
    ...{ groups: none, policies: none, inlinePolicies: [], forceDestroy: {}, flags: [], tags: [] },
    ...parts,
  };
}

export function credential(parts: Partial<Credential> = {}): Credential {
  const address = "aws_iam_access_key.alice--laptop";
  return { kind: "accessKey", key: "laptop", address, change: "kept", forcedBy: [], deposed: false, ...parts };
}

/** A review in which each text that can come from outside is the given one. */
export function reviewFullOf(text: string, story: Review): Review {
  const place = { file: text, line: 1, column: 1, side: "after" as const };
  const accepted = { justification: text, approvedBy: text, ticket: text, expires: text };
  const moves = { added: [text], removed: [text], kept: [text] };
  const power = { everything: { before: false, after: true }, allowsMore: [text], allowsLess: [text] };
  const danger = {
    id: "renamed",
    severity: "warning" as const,
    message: text,
    why: text,
    fix: text,
    documentation: text,
    place,
  };
  const someone = person(text, {
    ...{ key: `${text}?`, change: "renamed", previousName: `${text}!`, type: text, owner: text, place },
    ...{ movedFrom: text, groups: moves, policies: moves, tags: [text] },
    credentials: [
      credential({ key: text, service: text, idTail: text, change: "replaced", encrypted: false, forcedBy: [text] }),
      credential({ key: text, change: "changed", status: { before: text, after: `${text}.` } }),
    ],
    inlinePolicies: [{ name: text, change: "changed", power }],
    boundary: { before: text, after: `${text}.` },
    path: { before: text, after: `${text}.` },
    suspended: { after: { since: text, ticket: text } },
    flags: [{ name: "forceDestroy", change: "added", ticket: text, expires: text }],
  });
  return {
    ...story,
    plan: {
      ...{ ...story.plan, version: text, timestamp: text, roster: text },
      ...{ stack: text, account: text, accountAlias: text, source: { commit: text, files: text } },
    },
    gate: { ...story.gate, closedBy: [text], openers: [text] },
    dangers: [
      { ...danger, person: text, address: text },
      { ...danger, justified: accepted },
    ],
    people: [someone],
    groups: [{ key: text, name: text, change: "changed", place, policies: moves, members: moves }],
    policies: [
      { key: text, name: text, address: text, change: "changed", place, power, people: [text], boundaryOf: [text] },
    ],
    others: [{ address: text, type: text, action: "create" }],
    outputs: [{ name: text, action: text }],
    drift: [{ person: text, address: text, what: text, expected: true, place }],
    acceptedRisks: [{ person: text, flag: "forceDestroy", place, since: "new", ...accepted }],
  };
}
