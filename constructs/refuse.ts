import type { Construct } from "constructs";

/**
 * Ends a construct that was asked for something impossible, in the words of its props.
 * @throws Error always: `users/alice: groups ...`
 */
export function refuse({ node }: Construct, prop: string, problem: string): never {
  throw new Error(`${node.path}: ${prop} ${problem}`);
}
