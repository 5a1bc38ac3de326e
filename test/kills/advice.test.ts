import { adviceIn } from "./advice";

const told = (text: string) => {
  const advice = adviceIn(text);
  return advice && `${advice.told.join(" ")}${advice.again ? ", and the same command again" : ""}`;
};

test("the first command of the last list is what comes next", () => {
  expect(
    told(`2 users adopted, 9 imports: a real plan changes nothing else.
not part of the adoption, still pending: aws_iam_policy.retired: delete

Next:
  roster deploy          imports, and makes what is still pending
  roster deploy          once more: it adds the roster's tags
`),
  ).toBe("roster deploy");
  expect(
    told("Next:\n  roster adopt --mend --state-from terraform.users.tfstate.backup   8 users\n  roster deploy\n"),
  ).toBe("roster adopt --mend --state-from terraform.users.tfstate.backup");
});

test("without a list it is the last one that is named, and a review is no advice", () => {
  expect(
    told(`error   dirk holds access key AKIA1 (Active)  [leftovers]
   Remove it: roster sweep dirk --plan plan.json

Nothing was applied: the gate is closed by account-says
An earlier apply was interrupted: roster adopt --mend imports what it created and the state does not have.
`),
  ).toBe("roster adopt --mend");
  expect(
    told("users: applied\n1 import done: users.imports.json is removed, and the next roster deploy adds the tags\n"),
  ).toBe("roster deploy");
  expect(told("Remove it: roster sweep dirk --plan plan.json\nusers: applied\ndirk: gone\n")).toBeUndefined();
});

test("a lock is ended, and the same command comes again", () => {
  expect(
    told(`roster: the state is locked by root@host since 2026-11-24T22:45:12Z (lock 1234-56), after 120 seconds still.
   Another run may be at work: wait for it. If it was killed, nobody else will end its lock: terraform -chdir=/a/b force-unlock 1234-56, then the same command again.
`),
  ).toBe("terraform -chdir=/a/b force-unlock 1234-56, and the same command again");
});
