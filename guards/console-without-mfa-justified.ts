import { writeFlag } from "../terms/flags";
import { flagGuard } from "./guard";

export const consoleWithoutMfaJustified = flagGuard({
  flag: "consoleWithoutMfa",
  summary: "A user with a password has an MFA device, or consoleWithoutMfa.",
  why: "A password alone is one phishing mail away from whoever wants it.",
  fix: `Add an MFA device, such as mfaDevices: { phone: {} }, or ${writeFlag("consoleWithoutMfa")}`,
  needs: () => (user) =>
    user.loginProfile !== undefined && user.mfaDevices.length === 0 && user.suspended === undefined
      ? [{ message: `${user.key} can sign in to the console without MFA`, path: ["loginProfile"] }]
      : [],
});
