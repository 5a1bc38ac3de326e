import { isObject, listIn, textIn } from "../text/values";

/** A condition of the configuration that does not hold, or could not be asked: a `check` block, or a condition of a resource. */
export interface FailedCheck {
  /** `check.everybody_has_mfa` */
  readonly address: string;
  readonly status: "fail" | "error";
}

/** What a check says in its own words may quote values: its address is told alone. */
export function failedChecksIn(list: unknown): FailedCheck[] {
  return listIn(list).flatMap((entry): FailedCheck[] => {
    if (!isObject(entry) || (entry.status !== "fail" && entry.status !== "error")) return [];
    const address = isObject(entry.address) ? textIn(entry.address.to_display) : undefined;
    return [{ address: address ?? "a check", status: entry.status }];
  });
}
