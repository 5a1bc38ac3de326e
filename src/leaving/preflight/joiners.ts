import type { LiveAccount } from "../../aws/account";
import { type VirtualDevice, virtualDevices } from "../../aws/devices";
import type { CouldNotLook, Outcome } from "../../aws/outcome";
import type { PlanPeople } from "../../plan/people";
import type { Listings, Named } from "./listings";
import { couldNotLook, type PreflightFinding } from "./report";

/** Whether what the plan creates is there already: EntityAlreadyExists, before the apply. Only what is needed is listed. */
export async function joinerFindings(
  account: LiveAccount,
  plan: PlanPeople,
  listings: Listings,
): Promise<PreflightFinding[]> {
  const names = [...plan.joiners.map(({ name }) => name), ...plan.newNames].filter((name) => name !== "");
  const [users, groups, policies, devices] = await Promise.all([
    taken(names, () => listings.users()),
    taken(plan.created.groups, () => listings.groups()),
    taken(plan.created.policies, () => listings.policies()),
    plan.created.devices.length === 0 ? undefined : virtualDevices(account),
  ]);
  const leaving = new Set(plan.leavers.map(({ name }) => name.toLowerCase()));
  const blind = [users.blind, groups.blind, policies.blind].flatMap((each) => each ?? []);
  return [
    ...blind.map((each) => couldNotLook(each, "error")),
    ...(devices?.kind === "could not check" ? [couldNotLook(devices, "error")] : []),
    ...users.found
      .filter(({ there }) => !leaving.has(there.name.toLowerCase()))
      .map(({ wanted, there }) => nameTaken(wanted, there.name)),
    ...groups.found.map(({ there }) =>
      exists(
        "group-exists",
        "group",
        there.name,
        `existing: true on the group, or an import block for aws_iam_group with the id ${there.id}`,
      ),
    ),
    ...policies.found.map(({ there }) =>
      exists(
        "policy-exists",
        "policy",
        there.name,
        `an import block for aws_iam_policy with the id ${there.id}, or give the new one another name`,
      ),
    ),
    ...(devices?.kind === "found" ? devicesTaken(plan, devices.value) : []),
  ];
}

async function taken(
  wanted: readonly string[],
  list: () => Promise<Outcome<Named[]>>,
): Promise<{ found: { wanted: string; there: Named }[]; blind?: CouldNotLook }> {
  if (wanted.length === 0) return { found: [] };
  const seen = await list();
  if (seen.kind !== "found") return { found: [], ...(seen.kind === "could not check" ? { blind: seen } : {}) };
  // IAM does not distinguish names by case.
  const there = new Map(seen.value.map((one) => [one.name.toLowerCase(), one]));
  return {
    found: wanted.flatMap((name) => {
      const same = there.get(name.toLowerCase());
      return same === undefined ? [] : [{ wanted: name, there: same }];
    }),
  };
}

function nameTaken(wanted: string, there: string): PreflightFinding {
  const spelt = wanted === there ? "" : ` (as ${there}: IAM does not distinguish case)`;
  return {
    id: "name-taken",
    severity: "error",
    user: wanted,
    message: `there is a user ${wanted} in the account already${spelt}: the apply would fail with EntityAlreadyExists`,
    fix: `If it is the same person: roster adopt ${there} (if an apply was interrupted: roster adopt --mend). Else give the new user another name.`,
  };
}

function exists(id: "group-exists" | "policy-exists", noun: string, name: string, way: string): PreflightFinding {
  return {
    id,
    severity: "error",
    message: `there is a ${noun} ${name} in the account already: the apply would fail with EntityAlreadyExists`,
    fix: `Take it over: ${way}.`,
  };
}

function devicesTaken(plan: PlanPeople, devices: readonly VirtualDevice[]): PreflightFinding[] {
  const deleted = new Set(plan.deletedDevices.map(({ serial }) => serial.toLowerCase()));
  return plan.created.devices.flatMap((device): PreflightFinding[] => {
    const same = devices.find(({ serial }) => serial.toLowerCase().endsWith(`:mfa${device.toLowerCase()}`));
    if (same === undefined || deleted.has(same.serial.toLowerCase())) return [];
    const nobody = same.user === undefined;
    return [
      {
        id: "mfa-name-taken",
        severity: "error",
        message: `there is an MFA device ${same.serial} already, and ${nobody ? "nobody has it: somebody started to enrol it and stopped" : `${same.user} has it`}; the apply would fail with EntityAlreadyExists`,
        fix: nobody
          ? `Delete it: aws iam delete-virtual-mfa-device --serial-number ${same.serial}. If an apply was interrupted: roster adopt --mend.`
          : `Take it over with an import block (roster adopt ${same.user}), or give the new device another name.`,
      },
    ];
  });
}
