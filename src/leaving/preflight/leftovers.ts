import { isNamedAfter, type VirtualDevice } from "../../aws/devices";
import type { Held } from "../../aws/holdings";
import { describeHolding, deviceName, type Holding, isAdoptable, isVirtualDevice } from "../../aws/kinds";
import type { PlannedUser, PlanPeople } from "../../plan/people";
import { defined } from "../../text/defined";
import { couldNotLook, type PreflightFinding } from "./report";

/** What a leaver holds and no state manages. */
export function unmanagedOf(user: PlannedUser, held: Held, plan: PlanPeople): Holding[] {
  return held.holdings.filter((holding) => !plan.managed.has(user.name, holding));
}

/** What would make `DeleteUser` of a leaver fail, each thing by name, with what to do. */
export function leftoverFindings(user: PlannedUser, held: Held, plan: PlanPeople): PreflightFinding[] {
  return [
    ...held.blind.map((blind) => couldNotLook(blind, "error", user.name)),
    ...unmanagedOf(user, held, plan).map((holding) => leftover(user, holding)),
  ];
}

function leftover(user: PlannedUser, holding: Holding): PreflightFinding {
  const about = { user: user.name, leftover: holding };
  const what = describeHolding(holding);
  if (holding.kind === "group") {
    return {
      id: "leftover-forced",
      severity: "warning",
      ...about,
      message: `${user.name} is in the group ${holding.id}, which Terraform does not manage`,
      fix: "Nothing: the provider takes a user out of all groups before it deletes it. Who put it there may want to know.",
    };
  }
  if (user.forceDestroy) {
    return {
      id: "leftover-forced",
      severity: "warning",
      ...about,
      message: `${user.name} holds ${what}, which Terraform does not manage; forceDestroy is in the state and removes it`,
      fix: "Make sure that nobody needs it: it is deleted permanently.",
    };
  }
  return {
    id: "leftover",
    severity: "error",
    ...about,
    message: `${user.name} holds ${what}, which Terraform does not manage: the deletion would fail with DeleteConflict`,
    fix: `${hardware(holding)}${adopting(user, holding)}roster sweep ${user.name} --plan PLAN.json, or forceDestroy with its justification, applied before the removal.`,
  };
}

function hardware({ kind, id }: Holding): string {
  return kind === "mfaDevice" && !isVirtualDevice(id) ? "A hardware device can be deactivated, not deleted. " : "";
}

/** Not for what adopt leaves outside the roster. */
function adopting({ name }: PlannedUser, holding: Holding): string {
  return isAdoptable(holding) ? `roster adopt --unmanaged ${name}, ` : "";
}

/** Devices that the removal of a leaver leaves behind, since nobody has them. */
export function deviceFindings(
  user: PlannedUser,
  devices: readonly VirtualDevice[],
  plan: PlanPeople,
): PreflightFinding[] {
  return devices
    .filter((device) => device.user === undefined && belongsTo(user, device, plan))
    .flatMap(({ serial }): PreflightFinding[] => {
      const managed = plan.managed.has(user.name, { kind: "mfaDevice", id: serial });
      if (!managed) {
        return [
          {
            id: "mfa-device-abandoned",
            severity: "warning",
            user: user.name,
            leftover: { kind: "mfaDevice", id: serial },
            message: `the MFA device ${serial} is named after ${user.name}, it is not assigned and Terraform does not manage it: it outlives ${user.name} and blocks its name`,
            fix: `roster sweep ${user.name} --plan PLAN.json`,
          },
        ];
      }
      if (!plan.managed.believesAssigned(serial)) return [];
      return [
        {
          id: "mfa-device-deactivated",
          severity: "error",
          user: user.name,
          leftover: { kind: "mfaDevice", id: serial },
          deactivatedDevice: deviceName(serial),
          message: `the MFA device ${serial} was deactivated by hand, and the state still says that ${user.name} has it: Terraform would report it destroyed and leave it in the account`,
          fix: `roster sweep ${user.name} --plan PLAN.json: it deletes the device, and the destroy then has nothing to do.`,
        },
      ];
    });
}

/** Devices that are taken from somebody who stays, were deactivated by hand, and so would stay behind. */
export function strayDeviceFindings(devices: readonly VirtualDevice[], plan: PlanPeople): PreflightFinding[] {
  const leaving = new Set(plan.leavers.map(({ name }) => name));
  const unassigned = new Set(devices.filter(({ user }) => user === undefined).map(({ serial }) => serial));
  return plan.deletedDevices
    .filter(({ serial, user }) => !(user !== undefined && leaving.has(user)) && unassigned.has(serial))
    .filter(({ serial }) => plan.managed.believesAssigned(serial))
    .map(({ serial, user }) => ({
      id: "mfa-device-deactivated",
      severity: "error",
      ...defined({ user }),
      deactivatedDevice: deviceName(serial),
      message: `the MFA device ${serial} was deactivated by hand, and the state still says that ${user ?? "somebody"} has it: Terraform would report it destroyed and leave it in the account`,
      fix: `Delete it first: aws iam delete-virtual-mfa-device --serial-number ${serial}; the destroy then has nothing to do.`,
    }));
}

function belongsTo(user: PlannedUser, { serial }: VirtualDevice, plan: PlanPeople): boolean {
  const planned = plan.deletedDevices.find((device) => device.serial === serial);
  if (planned !== undefined) return planned.user === user.name;
  // The longest name wins: alice-b's phone is not alice's.
  const named = [...plan.leavers, ...plan.joiners, ...plan.stayers]
    .map(({ name }) => name)
    .filter((name) => isNamedAfter(serial, name))
    .sort((left, right) => right.length - left.length);
  return named[0] === user.name;
}
