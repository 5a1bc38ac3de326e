import { showPlan } from "../plan-json";
import { Account } from "./account";
import { withTerraform } from "./harness";
import { fields, type Stack } from "./hostile-fields";
import { rosterOf, synthesizedYaml } from "./rosters";

jest.setTimeout(180_000);

const texts: readonly string[] = [
  '${file("/etc/hostname")}',
  "%{ if true }yes%{ endif }",
  "$${x}",
  "%%{x}",
  "$$${x} %%%{x}",
  "${",
  "%{~",
  "$",
  "${jsonencode({a=1})}${aws:username}",
  'quotes " and \\ and \\"',
  "two\nlines and\ta tab ${x}",
  "a carriage\r\nreturn",
  "emoji 🦊 東京 é",
  "null\u0000byte",
  "bell\u0007 and escape \u001b[31m",
  "right\u202eto left",
  "lone \ud800 surrogate",
  "${TfToken[TOKEN.0]}",
  "{{ .Values }} <script>alert(1)</script> $(id) `id`",
];

withTerraform("a hostile roster", (terraform) => {
  test("gives findings, or arrives literally as typed", async () => {
    const raw: Record<string, unknown> = {};
    const accepted: Record<string, number> = {};
    for (const [field, { write, written }] of Object.entries(fields)) {
      for (const [index, text] of texts.entries()) {
        const made = await synthesizedYaml(write(JSON.stringify(text))).catch((error: Error) => error.message);
        if (typeof made === "string") {
          expect(made).not.toMatch(/^$|\bat .*:\d+:\d+|TypeError/);
          continue;
        }
        accepted[field] = (accepted[field] ?? 0) + 1;
        const value = written(made.stack as Stack);
        if (value !== undefined) raw[`${field}|${index}`] = value;
      }
    }
    const workspace = await terraform.newWorkspace({
      resource: { terraform_data: { typed: { input: raw } } },
    });
    await workspace.plan({ out: "plan.bin" });
    const { planned_values } = await showPlan(workspace, "plan.bin");
    const [typed] = planned_values?.root_module.resources ?? [];
    const values = typed?.values.input as Record<string, string>;
    expect(Object.keys(values).sort()).toEqual(Object.keys(raw).sort());
    for (const [place, value] of Object.entries(values)) {
      const [field = "", index] = place.split("|");
      const arrived = (fields[field]?.arrived ?? ((text: string) => text))(value);
      expect({ field, text: arrived }).toEqual({
        field,
        text: texts[Number(index)],
      });
    }
    // Which fields are open to such texts at all; the others' patterns refuse nearly everything.
    expect(accepted).toMatchInlineSnapshot(`
      {
        "SSH key's comment": 12,
        "inline policy's resource": 12,
        "path": 7,
        "policy's condition": 12,
        "policy's condition key": 12,
        "policy's description": 12,
        "reason": 11,
        "role's ARN": 7,
        "state's key": 13,
      }
    `);
  });

  test("names that nearly meet have addresses of their own, and people of these names join and leave", async () => {
    const names = ["jane.doe", "janedoe", "jane_doe", "Default", "Resource", "1pass", "constructor", "toString"];
    const entry = (name: string) =>
      `  ${name}: { type: human, owner: team@example.com, groups: [constructor], mfaDevices: { constructor: {}, a.b: {}, ab: {} } }`;
    const more = "groups: { constructor: {}, toString: {} }";
    const account = await Account.open(terraform, rosterOf(names.map(entry).join("\n"), { more }));
    try {
      await account.apply();
      expect(await account.settled()).toBe(true);
      const addresses = [...(await account.resources()).keys()];
      expect(addresses.filter((address) => address.startsWith("aws_iam_user."))).toEqual(
        [
          ...["Default", "Resource", "_u31_pass", "_u63_onstructor", "_u74_oString"],
          ...["jane_doe", "jane_u2e_doe", "janedoe"],
        ].map((address) => `aws_iam_user.${address}`),
      );
      expect(addresses.filter((address) => address.startsWith("aws_iam_virtual_mfa_device."))).toHaveLength(24);
      expect((await account.inhabitants()).slice(0, names.length).sort()).toEqual([...names].sort());
      await account.edit(rosterOf("", { more }));
      await account.apply();
      expect(await account.inhabitants()).toEqual([]);
    } finally {
      await account.close();
    }
  });
});
