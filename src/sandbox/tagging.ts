import type { Action, Call, Resource } from "./call";
import { listing, type PageRequest, paginate } from "./pagination";
import type { Tag } from "./state";
import { addTags, removeTags, type TagCase } from "./tags";

/** Everything that carries tags is tagged in the same way; only how it is named and found differs. */
export interface Taggable<Names> {
  readonly tagCase: TagCase;
  resource(call: Call, input: Names): Resource;
  find(call: Call, input: Names): { tags: Tag[] };
  /** What is changed, where that is not all that can be read: AWS's own policies. @default - as `find` */
  findToChange?(call: Call, input: Names): { tags: Tag[] };
}

const toChange = <Names>(kind: Taggable<Names>, call: Call, input: Names) =>
  (kind.findToChange ?? kind.find)(call, input);

export function tagAction<Names>(kind: Taggable<Names>): Action<Names & { readonly Tags: Tag[] }> {
  return {
    resource: kind.resource,
    run(call, input) {
      const tagged = toChange(kind, call, input);
      tagged.tags = addTags(tagged.tags, input.Tags, kind.tagCase);
      return undefined;
    },
  };
}

export function untagAction<Names>(kind: Taggable<Names>): Action<Names & { readonly TagKeys: string[] }> {
  return {
    resource: kind.resource,
    run(call, input) {
      const tagged = toChange(kind, call, input);
      tagged.tags = removeTags(tagged.tags, input.TagKeys, kind.tagCase);
      return undefined;
    },
  };
}

export function listTagsAction<Names>(kind: Taggable<Names>): Action<Names & PageRequest> {
  return {
    resource: kind.resource,
    run(call, input) {
      const { tags } = kind.find(call, input);
      return listing(
        "Tags",
        paginate(call.action, tags, (tag) => tag.Key, input),
        (tag) => tag,
      );
    },
  };
}
