const whole = require("../../jest.config.js");

/**
 * The tests with another version of Node: started by node.real.test.ts.
 * @type {import("jest").Config}
 */
module.exports = {
  ...whole,
  rootDir: "../..",
  testPathIgnorePatterns: ["/node_modules/", "\\.real\\.test\\.ts$"],
  // Whoever starts it has built.
  globalSetup: undefined,
};
