import { partitions } from "../terms/partitions";
import { didYouMean } from "../text/did-you-mean";

/** Undefined for a region that is known, else the one that was probably meant, or "". A new one is no error, only not known here. */
export function unknownRegion(region: string): string | undefined {
  const all: readonly string[] = Object.values(partitions).flat();
  return all.includes(region) ? undefined : (didYouMean(region, all) ?? "");
}
