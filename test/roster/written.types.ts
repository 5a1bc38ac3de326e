import type { WrittenPeople, WrittenRoster, WrittenUser } from "../../src/roster/users.written";

/** Never called: the types of what a human writes are those of the schema, and the compiler refuses what it refuses. */
export const accepted: WrittenRoster = {
  version: 1,
  defaults: { permissionsBoundary: null },
  users: { alice: { type: "human", owner: "alice@example.com", mfaDevices: { phone: {} } } },
};

// @ts-expect-error a roster says its version
export const withoutVersion: WrittenRoster = {};

// @ts-expect-error not a kind of user
export const robot: WrittenUser = { type: "robot", owner: "ops" };

// @ts-expect-error an unknown key
export const misspelt: WrittenUser = { type: "human", owner: "ops", grups: [] };

// @ts-expect-error a flag is its justification
export const flagged: WrittenUser = { type: "human", owner: "ops", forceDestroy: true };

// @ts-expect-error the account belongs to the roster that includes
export const included: WrittenPeople = { users: {}, account: {} };
