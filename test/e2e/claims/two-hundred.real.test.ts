import { Account } from "../account";
import { withTerraform } from "../harness";
import { because, rosterOf } from "../rosters";

jest.setTimeout(900_000);

const names = Array.from({ length: 200 }, (_, index) => `person-${String(index + 1).padStart(3, "0")}`);
const longLived = `longLivedKeys: ${because("A contractor's machine outside AWS, gone with the contract")}`;
/** Everybody has an enabled device; every fourth a password and a key beside it. */
const entry = (name: string, index: number) => {
  const more =
    index % 4 === 0 ? `, groups: [contractors], loginProfile: {}, accessKeys: { laptop: {} }, ${longLived}` : "";
  return `  ${name}: { type: human, owner: hr@example.com, mfaDevices: { phone: {} }${more} }`;
};
const more = "groups: { contractors: {} }";

withTerraform("claim 10: a vendor's two hundred contractors", (terraform) => {
  test("leave in one apply, and nothing of them is left", async () => {
    const account = await Account.open(terraform, rosterOf(names.map(entry).join("\n"), { more }));
    try {
      const joined = await account.apply();
      // A user, its device and the two lists of its policies; for a quarter of them three more; the group.
      expect(joined.summary?.add).toBe(200 * 4 + 50 * 3 + 1);
      for (const name of names) await account.enableMfa(name);
      await account.refresh();
      await account.edit(rosterOf("", { more }));
      const left = await account.apply();
      expect(left.summary).toMatchObject({ add: 0, change: 0, remove: 950 });
      expect(await account.inhabitants()).toEqual([]);
    } finally {
      await account.close();
    }
  });
});
