const swc = (syntax) => ["@swc/jest", { jsc: { parser: { syntax }, target: "es2022" }, module: { type: "commonjs" } }];

// For terraform and its provider, whose garbage collector else takes a fifth of the CPU of this run; memory there is enough.
process.env.GOGC ??= "400";

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  transform: { "^.+\\.ts$": swc("typescript"), "/node_modules/@actions/.+\\.js$": swc("ecmascript") },
  // GitHub's packages are ES modules that import JSON: node 20 cannot load them, compiled to CommonJS it can.
  transformIgnorePatterns: ["/node_modules/(?!@actions/)"],
  moduleNameMapper: {
    "^(@actions/[^/]+)$": "<rootDir>/node_modules/$1/dist/index.js",
    "^(@actions/[^/]+)/(.+?)(?:\\.js)?$": "<rootDir>/node_modules/$1/dist/$2.js",
  },
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/cdktf.out/"],
  // Another day, see scripts/any-day.mjs; and what a generator made is replayed, see test/seed.ts.
  setupFiles: ["<rootDir>/test/clock.cjs", ...(process.env.ROSTER_SEED ? ["<rootDir>/test/seed.ts"] : [])],
  globalSetup: "<rootDir>/test/global-setup.ts",
  testTimeout: 30_000,
  // Most of the time is spent waiting for terraform, which is a process of its own.
  maxWorkers: 2,
};
