import type { PolicyText } from "../plan/policy-text";
import { type Policy, readPolicy } from "../policy/document";

/** Reads each document once, however often it stands in a plan. */
export class PolicyDocuments {
  private readonly known = new Map<string, Policy | undefined>();

  public of(text: PolicyText | undefined): Policy | undefined {
    if (text === undefined) return undefined;
    const document = text.read();
    if (!this.known.has(document)) this.known.set(document, readPolicy(document));
    return this.known.get(document);
  }
}
