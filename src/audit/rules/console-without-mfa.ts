import { slot } from "../../roster/write/snippet";
import { type AuditRule, unsuspended } from "../finding";

export const consoleWithoutMfa: AuditRule = {
  id: "console-without-mfa",
  severity: "high",
  summary: "Can sign in to the console with a password alone.",
  why: "One phishing mail is enough to steal a password.",
  fix: "Give the user an MFA device (mfaDevices: { phone: {} }) and let the person enrol it, or remove loginProfile.",
  check: (context) =>
    unsuspended(context).flatMap(({ name, report }) => {
      if (report?.password === undefined || report.mfaActive) return [];
      const enrols = (context.entryOf(name)?.mfaDevices ?? []).length > 0;
      const fix = enrols ? "Its entry has a device: let the person enrol it." : undefined;
      const mend = enrols ? undefined : ({ section: "mfaDevices", slots: { phone: slot({}) } } as const);
      return [{ user: name, message: "has a password and no MFA device", fix, mend }];
    }),
};
