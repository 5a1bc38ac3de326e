const whole = require("./jest.config.js");

/**
 * `npm run test:fast`: everything but `*.real.test.ts`, the tests that need real terraform or a browser.
 * @type {import("jest").Config}
 */
module.exports = {
  ...whole,
  testPathIgnorePatterns: ["/node_modules/", "\\.real\\.test\\.ts$"],
  globalSetup: "<rootDir>/test/fast/set-up.ts",
  setupFilesAfterEnv: ["<rootDir>/test/fast/name-test.ts"],
  globalTeardown: "<rootDir>/test/fast/tear-down.ts",
};
