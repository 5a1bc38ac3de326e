import { at, type Guard } from "./guard";

export const accountPinned: Guard = {
  id: "account-pinned",
  severity: "warning",
  summary: "The roster names its account.",
  why: "With the wrong credentials in the environment, a plan would remove the users of another account.",
  fix: 'Add account: { id: "123456789012" }',
  check: ({ roster }) =>
    roster.account.id === undefined
      ? [
          {
            message: "the roster does not say which account it is for",
            ...at({ file: roster.file, path: [] }),
          },
        ]
      : [],
};
