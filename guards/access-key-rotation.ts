import { at, type Guard } from "./guard";

const id = "access-key-rotation";
const fix = "Add rotateBy with the day by which the other slot takes over.";

export const accessKeyRotation: Guard = {
  id,
  summary: "The active access key of a service says when it is rotated.",
  why: "A key without an end grows older than the engineers who made it.",
  fix,
  check: (roster) =>
    roster.users
      .filter(({ type, suspended }) => type !== "human" && suspended === undefined)
      .flatMap((user) =>
        user.accessKeys
          .filter(({ status, rotateBy }) => status === "Active" && rotateBy === undefined)
          .map(({ key }) => ({
            id,
            message: `access key ${key} of ${user.key} has no rotateBy`,
            fix,
            ...at(user.origin, "accessKeys", key),
          })),
      ),
};
