import { httpsLink, pathInLink } from "../../text/https-link";
import type { Place } from "../model/place";
import type { PlanFacts } from "../model/review";

/**
 * The line in the file at the commit, for a browser.
 * @returns undefined where CI says no address, or where the line is of the file before the change: it is not in the commit
 */
export function hrefOf({ file, line, side }: Place, { source }: Pick<PlanFacts, "source">): string | undefined {
  if (source?.files === undefined || side === "before" || file.startsWith("/") || file.split("/").includes(".."))
    return;
  return httpsLink(`${source.files}${pathInLink(file)}#L${line}`);
}
