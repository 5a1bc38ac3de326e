import { parseCredentialReport } from "../aws/credential-report";
import type { Inventory } from "./inventory";

/**
 * What a saved credential report alone tells.
 * @throws ReportUnreadable
 */
export function inventoryOfReport(csv: string): Inventory {
  const { accountId, root, users } = parseCredentialReport(csv);
  return {
    accountId,
    root,
    people: users.map((report) => ({
      name: report.user,
      arn: report.arn,
      report,
      details: undefined,
      virtualDevices: undefined,
      sshKeyIds: undefined,
      serviceCredentials: undefined,
      accessKeys: undefined,
    })),
    reportTime: undefined,
    couldNotLook: [],
    notes: [
      "From a saved credential report: tags, groups, MFA devices by name, SSH keys, service-specific credentials and the ids of access keys are not in it.",
    ],
  };
}
