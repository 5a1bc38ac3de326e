import { ofType } from "../plan/change";
import { defined } from "../text/defined";
import type { Context } from "./danger";
import type { Person } from "./model/person";
import type { Sides } from "./model/sides";

/** What a tag of somebody who stays says before and after the plan: `roster:owner`. */
export function tagSides(person: Person, tag: string, { changesOf }: Pick<Context, "changesOf">): Sides<string> {
  const user = ofType(changesOf(person), "aws_iam_user").find(({ deposed }) => !deposed);
  if (user?.before === undefined || user.after === undefined || user.unknown.has("tags")) return {};
  return defined({ before: user.before.tags?.roster[tag], after: user.after.tags?.roster[tag] });
}
