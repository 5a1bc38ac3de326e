import { matches, matchesArn, type Pattern } from "./matches";
import { inNetwork } from "./networks";

/** What a policy asks for, as a pattern where the operator has wildcards and as its plain text. */
export interface Wanted {
  readonly pattern: string | Pattern;
  readonly text: string;
}

type Test = (wanted: Wanted, actual: string) => boolean;

const same: Test = ({ text }, actual) => text.toLowerCase() === actual.toLowerCase();
const number =
  (compare: (actual: number, wanted: number) => boolean): Test =>
  ({ text }, actual) =>
    compare(Number(actual), Number(text));
const date =
  (compare: (actual: number, wanted: number) => boolean): Test =>
  ({ text }, actual) =>
    compare(time(actual), time(text));
/** Dates are ISO 8601, or seconds since 1970. */
const time = (text: string) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));

/** The tests behind the operators; a "Not" operator is the negation of its counterpart. */
const tests = {
  StringEquals: ({ text }, actual) => text === actual,
  StringEqualsIgnoreCase: same,
  StringLike: ({ pattern }, actual) => matches(pattern, actual),
  ArnEquals: ({ pattern }, actual) => matchesArn(pattern, actual),
  ArnLike: ({ pattern }, actual) => matchesArn(pattern, actual),
  Bool: same,
  NumericEquals: number((actual, wanted) => actual === wanted),
  NumericLessThan: number((actual, wanted) => actual < wanted),
  NumericLessThanEquals: number((actual, wanted) => actual <= wanted),
  NumericGreaterThan: number((actual, wanted) => actual > wanted),
  NumericGreaterThanEquals: number((actual, wanted) => actual >= wanted),
  DateEquals: date((actual, wanted) => actual === wanted),
  DateLessThan: date((actual, wanted) => actual < wanted),
  DateLessThanEquals: date((actual, wanted) => actual <= wanted),
  DateGreaterThan: date((actual, wanted) => actual > wanted),
  DateGreaterThanEquals: date((actual, wanted) => actual >= wanted),
  IpAddress: ({ text }, actual) => inNetwork(text, actual),
} as const satisfies Readonly<Record<string, Test>>;

const byName: ReadonlyMap<string, Test> = new Map(Object.entries(tests));

/** Every operator of AWS, without what may stand before and behind it. */
export const operatorNames: readonly string[] = [
  ...Object.keys(tests).flatMap((name) => [name, ...negationOf(name)]),
  "Null",
  "BinaryEquals",
];

function negationOf(name: string): string[] {
  if (name === "IpAddress") return ["NotIpAddress"];
  return /^(String|Arn|Numeric|Date)(Equals|EqualsIgnoreCase|Like)$/.test(name)
    ? [name.replace(/^(String|Arn|Numeric|Date)/, "$1Not")]
    : [];
}

export interface Operator {
  readonly set: "ForAnyValue" | "ForAllValues" | undefined;
  readonly isNegated: boolean;
  readonly ifExists: boolean;
  /** Absent for an operator that AWS knows and that is not judged here. */
  readonly test: Test | "Null" | undefined;
}

/** @returns undefined for what is not an operator of AWS */
export function readOperator(text: string): Operator | undefined {
  const [, set, name, ifExists] = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]{1,64}?)(IfExists)?$/.exec(text) ?? [];
  if (name === undefined) return undefined;
  const positive = name.replace(/^NotIp/, "Ip").replace(/^(String|Arn|Numeric|Date)Not/, "$1");
  const test = name === "Null" ? "Null" : byName.get(positive);
  if (test === undefined && name !== "BinaryEquals") return undefined;
  return {
    set: set === "ForAnyValue" || set === "ForAllValues" ? set : undefined,
    isNegated: positive !== name,
    ifExists: ifExists !== undefined,
    test,
  };
}

/** Whether an operator asks that a value is not one of those that are listed. */
export function isNegated(operator: string): boolean {
  return readOperator(operator)?.isNegated ?? false;
}
