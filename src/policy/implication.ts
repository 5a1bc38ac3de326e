import type { Condition } from "./document";
import { networkCovers } from "./networks";
import { readOperator } from "./operators";
import { covers } from "./patterns";

/**
 * Whether a condition holds wherever another one does: the same question, with more values, or fewer where it is negated; a
 * wider network; a later end; or the same for those requests alone that have the key at all.
 */
export function follows(condition: Condition, other: Condition): boolean {
  if (condition.key.toLowerCase() !== other.key.toLowerCase()) return false;
  const [wide, narrow] = [partsOf(condition.operator), partsOf(other.operator)];
  if (wide.set !== narrow.set || (narrow.ifExists && !wide.ifExists)) return false;
  if (wide.name !== narrow.name && !(wide.name === "StringLike" && narrow.name === "StringEquals")) return false;
  const compare = orders[wide.name];
  if (compare !== undefined) return isOrdered(condition.values, other.values, compare);
  const covered = coverings[wide.name] ?? ((one, two) => one === two);
  const has = (values: readonly string[], value: string) =>
    values.some((each) => each === value || covered(each, value));
  return readOperator(condition.operator)?.isNegated === true
    ? condition.values.every((value) => has(other.values, value))
    : other.values.every((value) => has(condition.values, value));
}

interface Parts {
  readonly set: string;
  readonly name: string;
  readonly ifExists: boolean;
}

/** ArnEquals and ArnLike are the same operator. */
function partsOf(operator: string): Parts {
  const [, set = "", name = operator, ifExists] = /^(?:(\w+):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  return { set, name: name.replace(/^Arn(Not)?Equals$/, "Arn$1Like"), ifExists: ifExists !== undefined };
}

type Covering = (wide: string, narrow: string) => boolean;

const coverings: Readonly<Record<string, Covering>> = {
  StringLike: covers,
  StringNotLike: covers,
  ArnLike: covers,
  ArnNotLike: covers,
  IpAddress: networkCovers,
  NotIpAddress: networkCovers,
};

const less: Covering = (wide, narrow) => Number(wide) >= Number(narrow);
const more: Covering = (wide, narrow) => Number(wide) <= Number(narrow);
const earlier: Covering = (wide, narrow) => Date.parse(wide) >= Date.parse(narrow);
const later: Covering = (wide, narrow) => Date.parse(wide) <= Date.parse(narrow);

/** Of these the value says how far the condition goes. */
const orders: Readonly<Record<string, Covering>> = {
  NumericLessThan: less,
  NumericLessThanEquals: less,
  NumericGreaterThan: more,
  NumericGreaterThanEquals: more,
  DateLessThan: earlier,
  DateLessThanEquals: earlier,
  DateGreaterThan: later,
  DateGreaterThanEquals: later,
};

function isOrdered(wide: readonly string[], narrow: readonly string[], covered: Covering): boolean {
  return narrow.every((value) => wide.some((each) => each === value || covered(each, value)));
}
