import { didYouMean } from "../../src/text/did-you-mean";

const keys = ["type", "owner", "path", "tags", "groups", "accessKeys", "mfaDevices", "loginProfile"];

describe("did you mean", () => {
  test.each([
    ["a letter left out", "acessKeys", "accessKeys"],
    ["a letter too many", "ownerr", "owner"],
    ["two letters swapped", "gruops", "groups"],
    ["another case", "MFAdevices", "mfaDevices"],
    ["two mistakes in a long word", "loginProfil3s", "loginProfile"],
    ["one mistake in a short word", "typ", "type"],
  ])("%s", (_name, word, meant) => {
    expect(didYouMean(word, keys)).toBe(meant);
  });

  test.each(["tpe2", "color", "x", "", "loginProfiles123", "constructor"])("does not guess what %j was", (word) => {
    expect(didYouMean(word, keys)).toBeUndefined();
  });

  test("takes the nearest, and knows no word where none is allowed", () => {
    expect(didYouMean("developer", ["developers2", "developers"])).toBe("developers");
    expect(didYouMean("developer", [])).toBeUndefined();
  });
});
