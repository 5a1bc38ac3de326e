/*
 * Who may import whom, types included: `npm run lint`. docs/architecture.md says why. What a room may know as a type and may not
 * load is tested on the compiled rooms, in test/borders.test.ts, which also shows that each rule here finds what it forbids.
 */

/** Each room with the rooms that it may import. */
const rooms = {
  text: [],
  terms: ["text"],
  policy: ["terms", "text"],
  plan: ["terms", "text"],
  catalogue: ["policy", "terms", "text"],
  rules: ["terms", "text"],
  files: [],
  roster: ["files", "policy", "rules", "terms", "text"],
  guards: ["catalogue", "policy", "roster", "rules", "terms", "text"],
  constructs: ["policy", "roster", "terms", "text"],
  review: ["catalogue", "files", "plan", "policy", "roster", "rules", "terms", "text"],
  terraform: ["files", "plan", "terms", "text"],
  hcl: ["files", "terms", "text"],
  sandbox: ["catalogue", "policy", "terms", "text"],
  aws: ["files", "plan", "policy", "rules", "terms", "text"],
  leaving: ["aws", "files", "plan", "policy", "roster", "rules", "terms", "text"],
  lifecycle: ["aws", "leaving", "roster", "terms", "text"],
  adopt: ["aws", "files", "plan", "policy", "roster", "rules", "terms", "text"],
  audit: ["aws", "catalogue", "files", "plan", "policy", "roster", "rules", "terms", "text"],
  doctor: ["aws", "files", "plan", "policy", "rules", "terms", "text"],
};
const all = Object.keys(rooms);

/** Packages by what they are; a name ends at a slash. */
const CDKTF = ["cdktf", "@cdktf", "constructs"];
const SDK = ["@aws-sdk"];
const FILES = ["fs", "fs/promises"];
const RUNS = ["child_process"];

const refusedPackages = {
  files: [...CDKTF, ...SDK],
  roster: [...CDKTF, ...SDK],
  guards: [...CDKTF, ...SDK, ...FILES],
  constructs: [...SDK, ...FILES, ...RUNS],
  review: [...CDKTF, ...SDK],
  hcl: [...CDKTF, ...SDK],
  lifecycle: [...CDKTF, ...SDK, ...FILES],
};

const inside = (...names) => `^(?:src/)?(?:${names.join("|")})/`;
const packages = (names) => `^(?:node_modules/)?(?:${names.join("|")})(?:/|$)`;

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...all.map((room) => ({
      name: `${room}-knows-its-rooms`,
      comment: `${room} imports ${rooms[room].join(", ") || "no other room"}.`,
      severity: "error",
      from: { path: inside(room) },
      to: { pathNot: [inside(room, ...rooms[room]), "node_modules/"], dependencyTypes: ["local"] },
    })),
    {
      name: "ground-rooms-are-pure",
      comment: "Ground rooms import nothing but ground rooms: no package, nothing of Node.",
      severity: "error",
      from: { path: inside("text", "terms", "policy", "plan", "rules") },
      to: { dependencyTypesNot: ["local"] },
    },
    ...Object.entries(refusedPackages).map(([room, names]) => ({
      name: `${room}-knows-its-packages`,
      comment: `${room} imports none of ${names.join(", ")}.`,
      severity: "error",
      from: { path: inside(room) },
      to: { path: packages(names) },
    })),
    {
      name: "sandbox-stands-alone",
      comment: "Other projects import the sandbox: it needs nothing but Node.",
      severity: "error",
      from: { path: inside("sandbox") },
      to: { dependencyTypesNot: ["local", "core"] },
    },
    {
      name: "no-whole-provider",
      comment: "Only @cdktf/provider-aws/lib/<resource>: the index costs 530 MB and seconds.",
      severity: "error",
      from: {},
      to: { path: "node_modules/@cdktf/provider-aws/", pathNot: "/lib/[a-z0-9-]+/" },
    },
    {
      name: "fast-tests-start-no-terraform",
      comment: "A test that reaches the harness of terraform or a browser is named *.real.test.ts.",
      severity: "error",
      from: { path: "\\.test\\.ts$", pathNot: "\\.real\\.test\\.ts$" },
      to: { path: ["^test/e2e/harness\\.ts$", "^bench/chromium\\.ts$"], reachable: true },
    },
    {
      name: "what-is-imported-is-there",
      comment: "The file does not exist, or the package is not in package.json.",
      severity: "error",
      from: {},
      // Of the built program, beside dist/.
      to: { couldNotResolve: true, pathNot: "^\\.\\./\\.\\./\\.\\./package\\.json$" },
    },
    {
      name: "what-is-imported-is-a-dependency",
      comment: "Only package.json says what is installed.",
      severity: "error",
      from: {},
      // An optional peer is also said to be in no package.json (dependency-cruiser 17.4.3).
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown", "undetermined"], dependencyTypesNot: ["npm-peer"] },
    },
    {
      name: "what-is-installed-needs-no-development",
      comment:
        "What the package exports is installed beside its dependencies; the command is bundled with its own (scripts/bundle.mjs).",
      severity: "error",
      from: {
        path: inside(
          "constructs",
          "catalogue",
          "files",
          "guards",
          "policy",
          "roster",
          "rules",
          "sandbox",
          "terms",
          "text",
        ),
      },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm", "npm-peer"] },
    },
  ],
  options: {
    parser: "swc",
    exclude: { path: ["^(?:dist|cdktf\\.out|coverage)/", "users\\.validate"] },
    doNotFollow: { path: "node_modules" },
    // node_modules may be a link.
    preserveSymlinks: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".js", ".mjs", ".cjs", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
