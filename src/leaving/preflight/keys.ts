import { type Key, lossOf } from "../../policy/key-loss";
import type { Identity } from "../../policy/naming";
import type { PreflightFinding } from "./report";

/** What happens to KMS keys when these users are gone. */
export function keyFindings(keys: readonly Key[], leaving: readonly Identity[]): PreflightFinding[] {
  return leaving.flatMap((who) => keys.flatMap((key) => findingsOf(key, who, leaving)));
}

function findingsOf(key: Key, who: Identity, leaving: readonly Identity[]): PreflightFinding[] {
  const loss = lossOf(key, who, leaving);
  if (loss === undefined) return [];
  const which = key.alias === undefined ? key.arn : `${key.alias} (${key.arn})`;
  const together = leaving.length > 1 ? ", and all others who may leave with the same plan" : "";
  const findings: PreflightFinding[] = [];
  if (loss.administrator) {
    findings.push({
      id: "kms-sole-administrator",
      severity: "error",
      user: who.name,
      message: `NOBODY ELSE MAY CHANGE THE KEY POLICY of ${which}: without ${who.name} the key cannot be managed by anybody, and only AWS Support can help`,
      fix: `Before the removal, as ${who.name}: add the account's root or another administrator to the key policy (aws kms put-key-policy).`,
    });
  }
  if (loss.user) {
    findings.push({
      id: "kms-sole-user",
      severity: "error",
      user: who.name,
      message: `NOBODY ELSE MAY DECRYPT with ${which}${together}: without ${who.name} the data under it is lost until its key policy names somebody else`,
      fix: "Name whoever takes over the data in the key policy (aws kms put-key-policy) or with a grant, then plan again.",
    });
  }
  if (findings.length > 0) return findings;
  return [
    {
      id: "kms-key-names-leaver",
      severity: "warning",
      user: who.name,
      message: `the KMS key ${which} names ${who.name} ${loss.named.join(", ")}`,
      fix: "Remove the user from the key policy or retire the grant: otherwise it names a user that no longer exists.",
    },
  ];
}
