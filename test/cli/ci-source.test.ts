import { ciSource } from "../../src/cli/ci-source";
import { hrefOf } from "../../src/review/render/links";

const commit = "3f2a1bc0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6";
const github = {
  GITHUB_ACTIONS: "true",
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_REPOSITORY: "acme/iam",
  GITHUB_SHA: commit,
  GITHUB_WORKSPACE: "/home/runner/work/iam",
};
const gitlab = {
  GITLAB_CI: "true",
  CI_COMMIT_SHA: commit,
  CI_PROJECT_URL: "https://gitlab.com/acme/iam",
  CI_PROJECT_DIR: "/builds/acme/iam",
};

test.each([
  ["GitHub", github, "/home/runner/work/iam", `https://github.com/acme/iam/blob/${commit}/`],
  [
    "a folder on GitHub",
    github,
    "/home/runner/work/iam/prod #1",
    `https://github.com/acme/iam/blob/${commit}/prod%20%231/`,
  ],
  [
    "a folder with two dots",
    github,
    "/home/runner/work/iam/..prod",
    `https://github.com/acme/iam/blob/${commit}/..prod/`,
  ],
  ["GitLab", gitlab, "/builds/acme/iam", `https://gitlab.com/acme/iam/-/blob/${commit}/`],
  ["elsewhere on the machine", github, "/tmp", undefined],
  ["a server without TLS", { ...github, GITHUB_SERVER_URL: "http://github.local" }, github.GITHUB_WORKSPACE, undefined],
  ["no address", { ...gitlab, CI_PROJECT_URL: "javascript:alert(1)//" }, gitlab.CI_PROJECT_DIR, undefined],
])("%s: where files are shown", (_, env, cwd, files) => {
  expect(ciSource(env, cwd)).toEqual({ commit, ...(files === undefined ? {} : { files }) });
});

test.each([
  ["outside CI", {}],
  ["what is no commit", { ...github, GITHUB_SHA: "main](https://evil.example.com)" }],
])("%s: nothing is told", (_, env) => {
  expect(ciSource(env, "/tmp")).toBeUndefined();
});

test.each([
  ["users.yaml", "after", "users.yaml#L3"],
  ["teams/a b)(*'!.yaml", "after", "teams/a%20b%29%28%2A%27%21.yaml#L3"],
  ["\uD800.yaml", "after", "%EF%BF%BD.yaml#L3"],
  ["users.yaml", "before", undefined],
  ["../users.yaml", "after", undefined],
  ["/etc/users.yaml", "after", undefined],
] as const)("a line of %j, %s", (file, side, expected) => {
  const files = "https://github.com/acme/iam/blob/main/";
  const href = hrefOf({ file, line: 3, column: 1, side }, { source: { commit, files } });
  expect(href).toBe(expected === undefined ? undefined : `${files}${expected}`);
});
