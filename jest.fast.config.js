const whole = require("./jest.config.js");

/**
 * `npm run test:fast`: everything but `*.real.test.ts`: tests that need real terraform or a browser, or that install the package.
 * @type {import("jest").Config}
 */
module.exports = {
  ...whole,
  testPathIgnorePatterns: ["/node_modules/", "\\.real\\.test\\.ts$"],
  globalSetup: "<rootDir>/test/fast/set-up.ts",
  setupFilesAfterEnv: ["<rootDir>/test/fast/name-test.ts"],
  globalTeardown: "<rootDir>/test/fast/tear-down.ts",
};
