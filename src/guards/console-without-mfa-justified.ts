import { writeFlag } from "../terms/flags";
import { flagGuard } from "./guard";

export const consoleWithoutMfaJustified = flagGuard({
  flag: "consoleWithoutMfa",
  summary: "A user with a password has an MFA device, or consoleWithoutMfa.",
  why: "One phishing mail is enough to steal a password.",
  fix: `Add an MFA device, such as mfaDevices: { phone: {} }, or ${writeFlag("consoleWithoutMfa")}`,
  needs: () => (user) =>
    user.loginProfile !== undefined && user.mfaDevices.length === 0 && user.suspended === undefined
      ? [{ message: `${user.key} can sign in to the console without MFA`, path: ["loginProfile"] }]
      : [],
});
