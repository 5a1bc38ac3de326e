const whole = require("../../jest.config.js");

const installed = "<rootDir>/test/engines/node_modules";

/**
 * The tests of the constructs with CDK Terrain where they name CDKTF: started by cdk-terrain.real.test.ts.
 * @type {import("jest").Config}
 */
module.exports = {
  ...whole,
  rootDir: "../..",
  testMatch: ["constructs/**/*.test.ts", "cli/synth.test.ts", "hcl/**/*.test.ts"].map(
    (file) => `<rootDir>/test/${file}`,
  ),
  // It writes empty lists in another way: package.real.test.ts compares the JSON.
  testPathIgnorePatterns: ["/node_modules/", "/golden\\.test\\.ts$"],
  moduleNameMapper: {
    ...whole.moduleNameMapper,
    "^cdktf$": `${installed}/cdktn`,
    "^@cdktf/provider-aws/(.+)$": `${installed}/@cdktn/provider-aws/$1`,
    // Both ask for it as a peer: an app has one.
    "^constructs$": "<rootDir>/node_modules/constructs",
  },
  // Whoever starts it has built.
  globalSetup: undefined,
};
