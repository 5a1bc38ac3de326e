import { at, type Guard } from "./guard";

export const serviceWithoutPassword: Guard = {
  id: "service-without-password",
  severity: "warning",
  summary: "A service has no password for the console.",
  why: "No program signs in to the console: the password is shared by people, and nobody can tell who used it.",
  fix: "Remove loginProfile; for a person, write an entry with type: human.",
  check: ({ roster }) =>
    roster.users.flatMap(({ key, type, loginProfile, suspended, origin }) =>
      type !== "service" || loginProfile === undefined || suspended !== undefined
        ? []
        : [{ message: `${key} is a service, and has a password`, on: "key" as const, ...at(origin, "loginProfile") }],
    ),
};
