import { at, type Guard } from "./guard";

const id = "account-pinned";
const fix = 'Add account: { id: "123456789012" }';

export const accountPinned: Guard = {
  id,
  summary: "The roster names its account.",
  why: "With the wrong credentials in the environment, a plan would remove the users of another account.",
  fix,
  check: (roster) =>
    roster.account.id === undefined
      ? [
          {
            id,
            message: "the roster does not say which account it is for",
            fix,
            ...at({ file: roster.file, path: [] }),
          },
        ]
      : [],
};
