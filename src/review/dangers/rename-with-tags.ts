import { type KnownChange, ofType } from "../../plan/change";
import { isAtLeast, type Version } from "../../plan/provider-version";
import { Tags } from "../../plan/tags";
import { rosterTag } from "../../terms/tags";
import type { Concern, DangerRule } from "../danger";

/** Its changelog: aws_iam_user no longer fails when name and tags change together (#45608). */
const repaired: Version = [6, 27, 0];

export const renameWithTags: DangerRule = {
  id: "rename-with-tags",
  severity: "error",
  summary: "A user is renamed, and its tags change in the same plan.",
  why: "Before version 6.27 the AWS provider tags the new name before it exists: the apply fails every time, with the credentials already deleted. What users.yaml says of a user is in its tags: owner and type, too.",
  fix: "Make it two applies, and keep the key in users.yaml: first change everything but name, and deploy; then change name alone, and deploy. Or take version 6.27 or newer of the AWS provider: terraform init -upgrade.",
  opener: "roster",
  check: ({ people, changesOf, provider }) =>
    people.flatMap((person): Concern[] => {
      if (person.change !== "renamed" || isAtLeast(provider, repaired)) return [];
      const user = ofType(changesOf(person), "aws_iam_user").find(({ deposed }) => !deposed);
      const keys = user === undefined ? [] : changedTags(user);
      if (keys.length === 0) return [];
      const message = `${person.previousName} is renamed to ${person.name} while its tags change: ${keys.map(inWords).join(", ")}`;
      return [{ message, person }];
    }),
};

function changedTags({ before, after, unknown }: KnownChange<"aws_iam_user">): string[] {
  const own = unknown.has("tags") ? [] : Tags.changed(before?.tags, after?.tags);
  // The provider compares the tags that its default_tags are part of.
  if (!unknown.has("tags_all")) return [...new Set([...own, ...Tags.changed(before?.tags_all, after?.tags_all)])];
  return own.length > 0 ? own : ["one that is known after the apply only"];
}

const words = new Map<string, string>(Object.entries(rosterTag).map(([word, tag]) => [tag, word]));

/** As users.yaml has it: `owner`. */
const inWords = (key: string): string => words.get(key) ?? key;
