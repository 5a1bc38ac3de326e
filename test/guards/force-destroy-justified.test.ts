import { join } from "node:path";
import { formatDiagnostic, loadRoster } from "../../src/roster/index";
import { testdir } from "../testdir";
import { judged, sound } from "./judge";

const id = "force-destroy-justified";

describe(id, () => {
  test("fails when the flag is written without its justification", async () => {
    const folder = testdir({
      "users.yaml": `version: 1
users:
  bob:
    type: human
    owner: bob@example.com
    forceDestroy: true
  carol: { type: human, owner: carol@example.com, forceDestroy: { justification: Hardware keys, ticket: SEC-1 } }
`,
    });
    const { diagnostics } = await loadRoster(join(folder, "users.yaml"), { today: new Date("2026-11-21") });
    expect(diagnostics.map(formatDiagnostic).join("\n\n")).toMatchInlineSnapshot(`
      "users.yaml:6:19  error  forceDestroy needs a justification  [force-destroy-justified]
          4 |     type: human
          5 |     owner: bob@example.com
        > 6 |     forceDestroy: true
            |                   ^^^^
          Write it as an object: forceDestroy: { justification: ..., approvedBy: ..., ticket: ..., expires: 2027-01-31 }

      users.yaml:7:51  error  forceDestroy has no approvedBy  [force-destroy-justified]
          5 |     owner: bob@example.com
          6 |     forceDestroy: true
        > 7 |   carol: { type: human, owner: carol@example.com, forceDestroy: { justification: Hardware keys, ticket: SEC-1 } }
            |                                                   ^^^^^^^^^^^^
          Write it as an object: forceDestroy: { justification: ..., approvedBy: ..., ticket: ..., expires: 2027-01-31 }

      users.yaml:7:51  error  forceDestroy has no expires  [force-destroy-justified]
          5 |     owner: bob@example.com
          6 |     forceDestroy: true
        > 7 |   carol: { type: human, owner: carol@example.com, forceDestroy: { justification: Hardware keys, ticket: SEC-1 } }
            |                                                   ^^^^^^^^^^^^
          Write it as an object: forceDestroy: { justification: ..., approvedBy: ..., ticket: ..., expires: 2027-01-31 }"
    `);
  });

  test("does not report the flag with its justification, or a user without it", async () => {
    const findings = await judged(
      id,
      `
users:
  bob: { type: human, owner: bob@example.com, forceDestroy: ${sound} }
  alice: { type: human, owner: alice@example.com }
`,
    );
    expect(findings).toBe("");
  });
});
