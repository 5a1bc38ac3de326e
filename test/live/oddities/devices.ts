import { nameKey } from "../../../src/sandbox/state";
import type { Oddity, Spot } from "./oddity";

const serialOf = ({ build }: Spot, rest: string) => `arn:aws:iam::${build.account.accountId}:mfa${rest}`;
const titleOf = (spot: Spot, serial: string) => `MFA device ${serial} of ${spot.user.userName}`;

const device = (what: string, put: (spot: Spot) => void, outside?: Oddity["outside"]): Oddity => ({
  ...{ what, room: "devices", put },
  ...(outside === undefined ? {} : { outside }),
});

const at = (what: string, path: string, name: (spot: Spot) => string, outside = false) =>
  device(
    what,
    (spot) => spot.build.device(spot.user.userName, path, name(spot)),
    (spot) => (outside ? [titleOf(spot, serialOf(spot, `${path}${name(spot)}`))] : []),
  );

const other = (what: string, kind: "hardware" | "fido", serial: (spot: Spot) => string) =>
  device(
    what,
    (spot) => spot.build.otherDevice(spot.user.userName, serial(spot), kind),
    (spot) => [titleOf(spot, serial(spot))],
  );

export const devices: readonly Oddity[] = [
  at("a device called like the user", "/", ({ user }) => user.userName),
  at("a device called like the user in other letters", "/", ({ user }) => `${user.userName.toUpperCase()}-Phone`),
  at("a device below a path", "/people/eu1/", ({ n }) => `phone-${n}`),
  at("a device below an odd path", "/people/eu-central-1/", ({ n }) => `phone-${n}`, true),
  at("a device below a path with quotes", '/"a"/', ({ n }) => `phone-${n}`, true),
  at("a device with a name of every sign", "/", ({ n }) => `+=,.@-_${n}`),
  at("a device with a name of 128 characters", "/", ({ n }) => `${n}-`.padEnd(128, "d")),
  at("a device with a name of 200 characters", "/", ({ n }) => `${n}-`.padEnd(200, "d"), true),
  at("a device called like nobody", "/", ({ n }) => `iPhone-${n}`),
  device("a device called like another user", (spot) => {
    spot.build.user({ name: `boss-${spot.n}`, bornDaysAgo: 30 });
    spot.build.device(spot.user.userName, "/", `boss-${spot.n}-phone`);
  }),
  device("devices of the same name below several paths", ({ build, user, n }) => {
    for (const path of ["/", "/a/", "/a/b/"]) build.device(user.userName, path, `phone-${n}`);
  }),
  device("eight devices", ({ build, user, n }) => {
    for (let number = 1; number <= 8; number++) build.device(user.userName, "/", `${n}-${number}`);
  }),
  device("a device with tags", ({ build, user, n }) => {
    build.device(user.userName, "/", `tagged-${n}`);
    tag(build.account.mfaDevices, `tagged-${n}`, [
      { Key: "Owner", Value: "jane" },
      { Key: "ManagedBy", Value: "terraform" },
    ]);
  }),
  {
    ...device(
      "a device with a tag of an empty value",
      ({ build, user, n }) => {
        build.device(user.userName, "/", `empty-${n}`);
        tag(build.account.mfaDevices, `empty-${n}`, [{ Key: `Empty ${n}`, Value: "" }]);
      },
      (spot) => [titleOf(spot, serialOf(spot, `/empty-${spot.n}`))],
    ),
    onlyPlanShows: true,
  },
  other("a hardware device", "hardware", ({ n }) => `GAHT${n}`.toUpperCase()),
  other("a hardware device with an odd number", "hardware", ({ n }) => `=,.@:/-${n}`),
  other(
    "a FIDO key",
    "fido",
    ({ build, user }) => `arn:aws:iam::${build.account.accountId}:u2f/user/${user.userName}/key-ABCDEFGH`,
  ),
  device(
    "a device that was never enabled",
    ({ build, n }) => build.abandonedDevice(`old-phone-${n}`),
    (spot) => [`MFA device ${serialOf(spot, `/old-phone-${spot.n}`)}`],
  ),
  device(
    "a device that was never enabled and has the user's name",
    ({ build, user }) => build.abandonedDevice(user.userName),
    (spot) => [`MFA device ${serialOf(spot, `/${spot.user.userName}`)}`],
  ),
  device(
    "a device of the user, and one of that name that was never enabled",
    ({ build, user }) => {
      build.device(user.userName, "/", `${user.userName}-new`);
      build.abandonedDevice(`${user.userName}-phone`);
    },
    (spot) => [`MFA device ${serialOf(spot, `/${spot.user.userName}-phone`)}`],
  ),
];

function tag(all: Spot["build"]["account"]["mfaDevices"], name: string, tags: { Key: string; Value: string }[]): void {
  for (const [serial, one] of Object.entries(all)) if (serial.endsWith(`/${nameKey(name)}`)) one.tags = tags;
}
