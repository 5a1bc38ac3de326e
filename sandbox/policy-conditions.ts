import { BlockList, isIPv4 } from "node:net";
import { textMatches } from "./wildcards";

/** Values of condition keys, by key in lower case. A key that is absent is absent for `IfExists` and `Null` too. */
export type Context = ReadonlyMap<string, readonly string[]>;

type Test = (wanted: string, actual: string) => boolean;

const time = (text: string) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));

function inNetwork(network: string, address: string): boolean {
  const [base = "", bits = "32"] = network.split("/");
  if (!isIPv4(base) || !isIPv4(address)) return false;
  const list = new BlockList();
  list.addSubnet(base, Number(bits), "ipv4");
  return list.check(address);
}

/** The tests behind the operators; a "Not" operator is the negation of its counterpart. */
const TESTS: ReadonlyMap<string, Test> = new Map<string, Test>([
  ["StringEquals", (wanted, actual) => wanted === actual],
  ["StringEqualsIgnoreCase", (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase()],
  ["StringLike", textMatches],
  ["ArnEquals", textMatches],
  ["ArnLike", textMatches],
  ["Bool", (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase()],
  ["NumericEquals", (wanted, actual) => Number(actual) === Number(wanted)],
  ["NumericLessThan", (wanted, actual) => Number(actual) < Number(wanted)],
  ["NumericLessThanEquals", (wanted, actual) => Number(actual) <= Number(wanted)],
  ["NumericGreaterThan", (wanted, actual) => Number(actual) > Number(wanted)],
  ["NumericGreaterThanEquals", (wanted, actual) => Number(actual) >= Number(wanted)],
  ["DateEquals", (wanted, actual) => time(actual) === time(wanted)],
  ["DateLessThan", (wanted, actual) => time(actual) < time(wanted)],
  ["DateLessThanEquals", (wanted, actual) => time(actual) <= time(wanted)],
  ["DateGreaterThan", (wanted, actual) => time(actual) > time(wanted)],
  ["DateGreaterThanEquals", (wanted, actual) => time(actual) >= time(wanted)],
  ["IpAddress", inNetwork],
]);

interface Operator {
  readonly set: "ForAnyValue" | "ForAllValues" | undefined;
  readonly name: string;
  readonly negated: boolean;
  readonly ifExists: boolean;
}

export function readOperator(text: string): Operator | undefined {
  const match = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/.exec(text);
  if (!match?.[2]) return undefined;
  const positive = match[2].replace(/^NotIp/, "Ip").replace(/^(String|Arn|Numeric|Date)Not/, "$1");
  if (match[2] !== "Null" && !TESTS.has(positive)) return undefined;
  const set = match[1] as Operator["set"];
  return { set, name: positive, negated: positive !== match[2], ifExists: match[3] !== undefined };
}

function holds(operator: Operator, wanted: readonly string[], actual: readonly string[] | undefined): boolean {
  if (operator.name === "Null")
    return wanted.some((text) => (text.toLowerCase() === "true") === (actual === undefined));
  if (actual === undefined || actual.length === 0) {
    return operator.ifExists || operator.set === "ForAllValues" || operator.negated;
  }
  const test = TESTS.get(operator.name);
  if (!test) return false;
  const one = (value: string) => wanted.some((text) => test(text, value)) !== operator.negated;
  return operator.set === "ForAnyValue" ? actual.some(one) : actual.every(one);
}

/**
 * Whether all conditions of a statement hold. An operator that is not known never holds.
 * @param expand replaces policy variables; undefined where one has no value
 */
export function conditionsHold(
  conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined,
  context: Context,
  expand: (text: string) => string | undefined,
): boolean {
  for (const [operatorText, keys] of Object.entries(conditions ?? {})) {
    const operator = readOperator(operatorText);
    if (!operator) return false;
    for (const [key, given] of Object.entries(keys)) {
      const wanted = (Array.isArray(given) ? given : [given])
        .map((text) => expand(String(text)))
        .filter((text) => text !== undefined);
      if (!holds(operator, wanted, context.get(key.toLowerCase()))) return false;
    }
  }
  return true;
}
