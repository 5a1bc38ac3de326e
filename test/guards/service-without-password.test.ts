import { judged } from "./judge";

const entry = (type: string, more = "") => `
users:
  deploy-bot: { type: ${type}, owner: platform, loginProfile: {}, mfaDevices: { phone: {} }${more} }
`;

describe("service-without-password", () => {
  test("reports a service that can sign in to the console", async () => {
    expect(await judged("service-without-password", entry("service"))).toMatchInlineSnapshot(`
      "3:49 warning deploy-bot is a service, and has a password
        Remove loginProfile; for a person, write an entry with type: human."
    `);
  });

  test("does not report people, nor who is suspended", async () => {
    const suspended = ", suspended: { since: 2026-11-10, reason: Replaced, ticket: OPS-1 }";
    expect(await judged("service-without-password", entry("human"))).toBe("");
    expect(await judged("service-without-password", entry("service", suspended))).toBe("");
  });
});
