import { judgedBy } from "./edited";
import { alice, because, bot, roster } from "./rosters";

const lost = "alice loses the last MFA device and keeps the password";

test("fails when the last MFA device goes and the password stays; consoleWithoutMfa accepts it", async () => {
  expect(await judgedBy("last-mfa-lost", "last-mfa-lost")).toEqual([`users.yaml:12 error: ${lost}`]);
  const accepted = `${alice}\n    consoleWithoutMfa: ${because("Her phone was stolen, a key is on its way")}`;
  expect(await judgedBy("last-mfa-lost", "last-mfa-lost", { after: [accepted] })).toEqual([
    `users.yaml:12 justified: ${lost}`,
  ]);
});

test("does not report a device that is replaced, a password that goes too, or who leaves", async () => {
  expect(await judgedBy("last-mfa-lost", "credential-replaced-as-asked")).toEqual([]);
  const both = await judgedBy("last-mfa-lost", "last-mfa-lost", {
    plan: (changes) => Object.assign(changes("aws_iam_user_login_profile.alice"), { actions: ["delete"], after: null }),
  });
  expect(both).toEqual([]);
  expect(await judgedBy("last-mfa-lost", "leaves-after-soak")).toEqual([]);
  expect(await judgedBy("last-mfa-lost", "suspended")).toEqual([]);
});

const defaults = ", permissionsBoundary: service-boundary";
const joins = (before: string, after: string, entry = "") =>
  judgedBy("boundary-missing", "boundary-missing", {
    before: roster([bot], { defaults: before }),
    after: roster([bot, `${alice}${entry}`], { defaults: after }),
  });
const missing = "alice joins without the permissions boundary that defaults give";

test("a joiner without the boundary of defaults fails, unless users.yaml asks for it in so many words", async () => {
  expect(await joins(defaults, defaults, "\n    permissionsBoundary: null")).toEqual([
    `users.yaml:23 warning: ${missing}, as users.yaml asks`,
  ]);
  expect(await joins(defaults, defaults)).toEqual([`users.yaml:17 error: ${missing}`]);
  expect(await joins(defaults, "")).toEqual([`users.yaml:17 error: ${missing} before the change`]);
});

test("does not report a joiner where defaults give none, nor who has been there without", async () => {
  expect(await joins("", "")).toEqual([]);
  expect(await judgedBy("boundary-missing", "unchanged")).toEqual([]);
});
