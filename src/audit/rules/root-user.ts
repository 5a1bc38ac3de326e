import { lastSeen } from "../../aws/credential-report";
import type { Report } from "../../rules/rule";
import { day } from "../../text/iso-date";
import { daysSince } from "../ages";
import type { AuditPlace, AuditRule, Severity } from "../finding";

export const rootUser: AuditRule = {
  id: "root-user",
  severity: "high",
  summary: "The root user has access keys, has no MFA, or was used lately.",
  why: "No policy limits the root user, and whoever finds one of its access keys has the whole account.",
  fix: "Sign in as root once: delete its access keys, enable MFA, and put the password away.",
  check: ({ inventory: { root }, limits, today }) => {
    if (root === undefined) return [];
    const findings: Report<AuditPlace, Severity>[] = [];
    const found = (message: string) => findings.push({ user: root.user, message });
    for (const { slot, active } of root.accessKeys) found(`has access key ${slot}${active ? "" : " (inactive)"}`);
    for (const { active } of root.certificates) found(`has a signing certificate${active ? "" : " (inactive)"}`);
    if (!root.mfaActive) found("has no MFA device");
    const seen = lastSeen(root);
    if (seen !== undefined && daysSince(seen, today) < limits.dormantDays) found(`was used on ${day(seen)}`);
    return findings;
  },
};
