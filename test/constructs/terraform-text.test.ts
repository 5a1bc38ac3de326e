import { Token } from "cdktf";
import fc from "fast-check";
import { terraformText } from "../../constructs/terraform-text";

test.each([
  ["plain", "plain"],
  ['${file("/etc/passwd")}', '$${file("/etc/passwd")}'],
  ["%{ if true }yes%{ endif }", "%%{ if true }yes%%{ endif }"],
  ["$${x}", "$$${x}"],
  ["arn:aws:iam::*:mfa/${aws:username}", "arn:aws:iam::*:mfa/$${aws:username}"],
  ["100% $5 {x}", "100% $5 {x}"],
])("%j is written %j", (text, expected) => {
  expect(terraformText(text)).toBe(expected);
});

test("keys are text too, and undefined is left out", () => {
  expect(terraformText({ "${a}": ["${b}", { c: undefined, d: 1, e: null }] })).toEqual({
    "$${a}": ["$${b}", { d: 1, e: null }],
  });
});

test("references of CDKTF stay what they are", () => {
  const token = Token.asString({ a: 1 });
  expect(terraformText({ token }).token).toBe(token);
});

test("Terraform reads back what was typed", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("$", "%", "{", "}", "a", '"', "\\", "\n") }), (text) => {
      expect(readTemplate(terraformText(text))).toBe(text);
    }),
  );
});

/** How HCL reads a template without interpolations: the hcl2 scanner takes `$${` and `%%{` for `${` and `%{`. */
function readTemplate(template: string): string {
  const read = template.replace(/([$%])\1\{/g, "$1{");
  const escapes = (template.match(/([$%])\1\{/g) ?? []).length;
  const starts = (template.match(/[$%]\{/g) ?? []).length;
  expect(starts).toBe(escapes);
  return read;
}
