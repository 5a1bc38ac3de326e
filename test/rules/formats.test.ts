import type { FindingsReport } from "../../src/rules/findings-report";
import { formatGithub } from "../../src/rules/formats/github";
import { markerOf } from "../../src/rules/formats/markdown";
import { formatSarif } from "../../src/rules/formats/sarif";

const reportOf = (documentation: string): FindingsReport => ({
  ...{ command: "validate", title: "users.yaml: 1 error" },
  rules: [{ id: "account-pinned", summary: "The roster names its account.", fix: "Add account.", documentation }],
  findings: [
    {
      ...{ id: "account-pinned", level: "error", message: "no account", fix: "Add account.", documentation },
      fails: true,
    },
  ],
});

const ruleOf = (documentation: string) => JSON.parse(formatSarif(reportOf(documentation))).runs[0].tool.driver.rules[0];

test("SARIF says in its help where a rule is explained; a helpUri must be absolute", () => {
  const relative = ruleOf("docs/guards.md#account-pinned");
  expect(relative.help.text).toBe("Add account.\nSee docs/guards.md#account-pinned");
  expect(relative).not.toHaveProperty("helpUri");
  const address = "https://docs.example.com/guards.md#account-pinned";
  expect(ruleOf(address)).toMatchObject({ help: { text: `Add account.\nSee ${address}` }, helpUri: address });
});

test("an annotation of GitHub ends with the address of its rule", () => {
  expect(formatGithub(reportOf("docs/guards.md#account-pinned"))).toBe(
    "::error title=account-pinned::no account%0AAdd account.%0ASee docs/guards.md#account-pinned\n",
  );
});

test("a comment's first line tells one account from another, and nothing ends it before its end", () => {
  expect(markerOf("review")).toBe("<!-- iam-roster review -->");
  expect(markerOf("review", "prod")).toBe("<!-- iam-roster review prod -->");
  expect(markerOf("review", "x --> <b>")).toBe("<!-- iam-roster review 78202d2d3e203c623e -->");
});
