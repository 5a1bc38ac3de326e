import { day, daysSince } from "../ages";
import { lastSeen } from "../credential-report";
import type { AuditFinding, AuditRule } from "../finding";

export const rootUser: AuditRule = {
  id: "root-user",
  severity: "high",
  summary: "The root user has access keys, has no MFA, or was used lately.",
  todo: "Sign in as root once: delete its access keys, enable MFA, and put the password away. No policy limits it.",
  check: ({ inventory: { root }, limits, today }) => {
    if (root === undefined) return [];
    const findings: AuditFinding[] = [];
    const found = (message: string) => findings.push({ user: root.user, message });
    for (const { slot, active } of root.accessKeys) found(`has access key ${slot}${active ? "" : " (inactive)"}`);
    for (const { active } of root.certificates) found(`has a signing certificate${active ? "" : " (inactive)"}`);
    if (!root.mfaActive) found("has no MFA device");
    const seen = lastSeen(root);
    if (seen !== undefined && daysSince(seen, today) < limits.dormantDays) found(`was used on ${day(seen)}`);
    return findings;
  },
};
