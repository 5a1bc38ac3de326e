import { textIn } from "../text/values";

/** Which resource an entry of a plan or a state is about. */
export interface Resource {
  readonly address: string;
  /** `module.people`; empty in the root. */
  readonly module: string;
  /** As Terraform writes it, whether it is known here or not. */
  readonly resourceType: string;
  /** Of the block: `alice--laptop`. */
  readonly name: string;
  /** Of a `for_each` or `count`. */
  readonly index?: string;
}

/** @param module where the entry itself does not say it. @default - `module_address` */
export function resourceIn(entry: Readonly<Record<string, unknown>>, module = textIn(entry.module_address)): Resource {
  const { index } = entry;
  const resourceType = textIn(entry.type) ?? "unknown";
  return {
    address: textIn(entry.address) ?? resourceType,
    module: module ?? "",
    resourceType,
    name: textIn(entry.name) ?? "",
    ...(typeof index === "string" || typeof index === "number" ? { index: String(index) } : {}),
  };
}
