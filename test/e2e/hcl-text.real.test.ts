import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { terraformText } from "../../constructs/terraform-text";
import { policyDocument } from "../../src/hcl/expression";
import { hclFiles } from "../../src/hcl/files";
import { comment } from "../../src/hcl/text";
import { showPlan } from "../plan-json";
import { e2eEnvironment, withTerraform } from "./harness";

jest.setTimeout(300_000);

/** What ends a string, begins a template, ends a here-document, hides, or is counted otherwise than it looks. */
const pieces = [
  ..."${}%\"\\/#*'`<>&=[]().,:;~ \n\t",
  // Alone, a carriage return makes Terraform read `$$${` of JSON as `$$${`; the quoted string of HCL is right.
  "\r\n",
  "${",
  "%{",
  "$${",
  "%%{",
  "%{ endif }",
  '${file("/etc/passwd")}',
  "\nEOT\n",
  "<<EOT\n",
  "\\u0041",
  "\\n",
  "*/",
  "//",
  "null",
  "ß日かé\u0301ก็한\u1100\u1161".normalize("NFC"),
  "\u{1f600}",
  "\u{1f469}\u200d\u{1f4bb}",
  "\u{1f1e9}\u{1f1ea}",
  "\u202e",
  "\u2028",
  "\u00a0",
  "\ufeff",
  "\ufeff\ufeff",
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...pieces, "a", "Z", "0", "_", "-"), { maxLength: 8 }).map((parts) => parts.join("")),
  fc.string({ maxLength: 8 }),
  fc.string({ unit: "grapheme", maxLength: 8 }),
);
/** HCL composes accents and drops byte order marks, so that two keys could become one. */
const key = text.map((typed) => typed.normalize("NFC").replace(/\ufeff/g, ""));
const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, text, fc.boolean(), fc.integer(), fc.constant(null), tie("list"), tie("map")),
  list: fc.array(tie("any"), { maxLength: 3 }),
  map: fc.dictionary(key, tie("any"), { maxKeys: 4, noNullPrototype: true }),
}));
const arguments_ = fc.array(value.any, { minLength: 40, maxLength: 40 });
const documents = fc.array(value.map as fc.Arbitrary<Record<string, unknown>>, { minLength: 20, maxLength: 20 });

withTerraform("text of all kinds arrives as it was typed", (terraform) => {
  test("HCL and JSON plan the same values, and terraform fmt has nothing to change", async () => {
    let last = "";
    await fc.assert(
      fc.asyncProperty(arguments_, documents, async (inputs, policies) => {
        const resources = (prefix: string) =>
          Object.fromEntries(
            inputs.map((input, index) => [`${prefix}${index}`, { input: { value: terraformText(input) } }]),
          );
        const workspace = await terraform.newWorkspace({ resource: { terraform_data: resources("json") } });
        const notes = inputs.filter((input) => typeof input === "string");
        const hcl = hclFiles({ resource: { terraform_data: resources("hcl") } }).get("main.tf");
        const outputs = policies.map((document, index) => {
          const policy = policyDocument(terraformText(JSON.stringify(document)), "  ");
          return `output "policy${index}" {\n  value = ${policy}\n}\n`;
        });
        last = [hcl, comment(notes), ...outputs].join("\n");
        writeFileSync(join(workspace.directory, "main.tf"), last);

        const options = { cwd: workspace.directory, env: e2eEnvironment(), encoding: "utf8" } as const;
        expect(execFileSync(terraform.binary.path, ["fmt", "-diff", "-write=false"], options)).toBe("");
        await workspace.plan({ out: "plan.bin", refresh: false });
        const plan = await showPlan(workspace, "plan.bin");
        const planned = new Map(
          (plan.resource_changes ?? []).map(({ name, change }) => [name, (change.after as Planned).input.value]),
        );
        for (const [index, input] of inputs.entries()) {
          expect(planned.get(`hcl${index}`)).toEqual(planned.get(`json${index}`));
          expect(planned.get(`hcl${index}`)).toEqual(composed(asTemplate(input)));
        }
        for (const [index, document] of policies.entries()) {
          const after = plan.output_changes?.[`policy${index}`]?.after as string;
          expect(JSON.parse(after)).toEqual(composed(document));
        }
      }),
      { numRuns: 5, interruptAfterTimeLimit: 120_000, endOnFailure: true },
    );
    expect(last).not.toBe("");
  });
});

interface Planned {
  readonly input: { readonly value: unknown };
}

/** Terraform drops a byte order mark at the beginning of a template. */
function asTemplate(typed: unknown): unknown {
  if (typeof typed === "string") return typed.replace(/^\ufeff/, "");
  if (Array.isArray(typed)) return typed.map(asTemplate);
  if (typeof typed !== "object" || typed === null) return typed;
  return Object.fromEntries(Object.entries(typed).map(([name, each]) => [asTemplate(name), asTemplate(each)]));
}

/** As HCL composes accents, and as JSON keeps numbers. */
function composed(typed: unknown): unknown {
  return JSON.parse(JSON.stringify(typed ?? null).normalize("NFC"));
}
