import type { Passing } from "../live/deploy-gate";
import { JOINERS, LEAVERS, MOVERS } from "./scenario";

export type Role = "leaver" | "joiner" | "mover" | "shared" | "state";

/** One writing call of an apply, told apart from all others of the same run. */
export interface WritingCall {
  /** `iam:AttachUserPolicy cleo-bot push`, and `#2` behind the second one of the same words. */
  readonly id: string;
  readonly action: string;
  readonly role: Role;
}

const READS = /:(Get|List|Head|Generate|Simulate|Lookup|bucket$)/;
const NAMES = ["UserName", "GroupName", "PolicyName", "PolicyArn", "VirtualMFADeviceName", "SerialNumber", "Key"];

export const isWriting = ({ action }: Passing): boolean => action.includes(":") && !READS.test(action);

/** Names the calls of one run as they come. */
export class Calls {
  private readonly seen = new Map<string, number>();

  public name(call: Passing): WritingCall {
    const words = NAMES.flatMap((name) => call.input.get(name) ?? []).map((name) => name.replace(/^arn:.*\//, ""));
    const id = [call.action, ...words].join(" ");
    const nth = (this.seen.get(id) ?? 0) + 1;
    this.seen.set(id, nth);
    return { id: nth === 1 ? id : `${id} #${nth}`, action: call.action, role: roleOf(call, words) };
  }
}

function roleOf({ action }: Passing, words: readonly string[]): Role {
  if (action.startsWith("s3:")) return "state";
  const is = (people: readonly string[]) =>
    people.some((name) => words.some((word) => word === name || word.startsWith(`${name}-`)));
  if (is(LEAVERS)) return "leaver";
  if (is(JOINERS)) return "joiner";
  return is(MOVERS) ? "mover" : "shared";
}

/** One of each action and role: the first. */
export function distinct(calls: readonly WritingCall[]): WritingCall[] {
  const firsts = new Map(calls.toReversed().map((call) => [`${call.action} ${call.role}`, call]));
  return calls.filter((call) => firsts.get(`${call.action} ${call.role}`) === call);
}
