import { withoutIndexes } from "../terms/addresses";
import type { Change } from "./change";
import type { Referred } from "./references";
import type { Resource } from "./resource";

/** Resources by the block that makes them: what a reference leads to. */
export class Blocks<Some extends Change> {
  private readonly known = new Map<string, Some[]>();

  public constructor(changes: readonly Some[]) {
    for (const change of changes) {
      const block = keyOf(change.module, `${change.resourceType}.${change.name}`);
      const same = this.known.get(block);
      if (same === undefined) this.known.set(block, [change]);
      else same.push(change);
    }
  }

  /** The same, and whether that is all that the attribute refers to. */
  public allOf(resource: Resource, referred: Referred): { readonly found: Some[]; readonly isWhole: boolean } {
    const each = referred.to.map((reference) => this.of(resource, { to: [reference] }));
    return { found: each.flat(), isWhole: referred.isWhole && each.every(({ length }) => length > 0) };
  }

  /** Of a `for_each` that with the same index; of a module that is called several times the same call. */
  public of({ module, index }: Resource, { to }: Pick<Referred, "to">): Some[] {
    return to.flatMap((reference) => {
      const all = this.known.get(keyOf(reference.module, reference.block)) ?? [];
      const here = all.filter((each) => each.module === reference.module || each.module === module);
      const near = here.length > 0 ? here : all;
      const same = index === undefined ? [] : near.filter((each) => each.index === index);
      return same.length > 0 ? same : near;
    });
  }
}

/** Without indexes: a reference has none. */
function keyOf(module: string, block: string): string {
  return `${withoutIndexes(module)}|${block}`;
}
