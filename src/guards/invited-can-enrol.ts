import { at, type Guard } from "./guard";

export const invitedCanEnrol: Guard = {
  id: "invited-can-enrol",
  severity: "error",
  judgesAbsence: true,
  summary: "Whoever is invited is a human with a password and an MFA device.",
  why: "An invited user has nothing but what enrols: without a password nobody can sign in, and without a device nothing can be enabled.",
  fix: "Add loginProfile and mfaDevices: { phone: {} }, or delete stage.",
  check: ({ roster }) =>
    roster.users.flatMap(({ key, type, stage, loginProfile, mfaDevices, origin }) => {
      if (stage !== "invited") return [];
      const lacks = [
        ...(type === "human" ? [] : [`is ${type}`]),
        ...(loginProfile === undefined ? ["has no loginProfile"] : []),
        ...(mfaDevices.length === 0 ? ["has no MFA device"] : []),
      ];
      return lacks.length === 0
        ? []
        : [{ message: `${key} is invited, but ${lacks.join(" and ")}`, ...at(origin, "stage") }];
    }),
};
