import { invite, promote } from "../../src/lifecycle/invite";
import type { PartialRoster, User } from "../../src/roster/roster";

const roster = {
  file: "users.yaml",
  users: [{ key: "alice", name: "Alice.M", owner: "alice@example.com" }],
} as unknown as PartialRoster;

test("invite writes the whole entry, with the stage", () => {
  const inviting = { key: "zoe", owner: "zoe@example.com", groups: ["developers"], pgpKeyFile: "keys/zoe.asc" };
  expect(invite(roster, inviting)).toMatchObject({
    changes: [
      {
        path: ["users", "zoe"],
        value: {
          ...{ type: "human", owner: "zoe@example.com", stage: "invited", groups: ["developers"] },
          loginProfile: { pgpKey: { file: "keys/zoe.asc" } },
          mfaDevices: { phone: {} },
        },
      },
    ],
  });
});

test.each(["alice", "ALICE.m"])("fails when there is a user %s", (key) => {
  expect(invite(roster, { key, owner: "x@example.com", groups: [] })).toEqual({
    kind: "refusal",
    reasons: ["users.yaml has a user alice already (alice@example.com)"],
  });
});

describe("promote", () => {
  const zoe = { key: "zoe", stage: "invited" } as User;
  const enabled = new Map([["arn:aws:iam::123456789012:mfa/zoe-phone", "2026-11-24T10:00:00Z"]]);

  test("takes the one line away when both are seen", () => {
    expect(promote(zoe, { passwordLastUsed: "2026-11-23T10:00:00Z", enabled })).toMatchObject({
      changes: [{ path: ["users", "zoe", "stage"], value: undefined }],
      said: [
        "zoe gets the rest of the entry: signed in on 2026-11-23, arn:aws:iam::123456789012:mfa/zoe-phone enabled on 2026-11-24",
      ],
    });
  });

  test("fails while one of them is missing, and names which", () => {
    expect(promote(zoe, { enabled: new Map() })).toEqual({
      kind: "refusal",
      reasons: [
        "zoe has not signed in yet (IAM tells a sign-in after up to five minutes)",
        "zoe has not enabled an MFA device yet",
      ],
    });
    expect(promote({ key: "zoe" } as User, { enabled })).toEqual({
      kind: "refusal",
      reasons: ["zoe is not invited: the whole entry is in force"],
    });
  });
});
