import { assignments, expression, policyDocument, words } from "./expression";
import { literalOf, quoted } from "./text";

type Config = Readonly<Record<string, unknown>>;

/** The terraform block: versions, providers and the backend, or HCP Terraform in its place. */
export function terraformBlock(settings: Config): string {
  const { required_version, required_providers, backend, cloud, ...other } = settings;
  refuse(other, "terraform");
  const inner = [
    ...(required_version === undefined ? [] : [[`  required_version = ${expression(required_version, "  ")}`]]),
    ...nested("required_providers", required_providers, "  "),
    ...Object.entries((backend ?? {}) as Record<string, Config>).map(([kind, config]) =>
      body(`backend ${quoted(kind)}`, config, "  "),
    ),
    ...nested("cloud", cloud, "  ", ["workspaces"]),
  ];
  return `terraform {\n${inner.map((lines) => lines.join("\n")).join("\n\n")}\n}`;
}

export function providerBlock(name: string, config: Config): string {
  return body(`provider ${quoted(name)}`, config, "", ["default_tags", "ignore_tags", "assume_role"]).join("\n");
}

export function resourceBlock(type: string, name: string, config: Config): string {
  return body(`resource ${quoted(type)} ${quoted(name)}`, config, "").join("\n");
}

export function outputBlock(name: string, config: Config): string {
  return body(`output ${quoted(name)}`, config, "").join("\n");
}

export function importBlock({ to, id, ...other }: Config): string {
  refuse(other, "import");
  // The address is one already, not a template.
  return [
    "import {",
    ...assignments(
      [
        ["to", String(to)],
        ["id", quoted(literalOf(String(id)))],
      ],
      "  ",
    ),
    "}",
  ].join("\n");
}

/** What a person looks for first; the rest comes in the order of the alphabet. */
const first = ["name", "user", "user_name", "username", "group", "virtual_mfa_device_name"];

/** A block: its arguments, then the blocks inside it, then what is Terraform's own. */
function body(header: string, config: Config, indent: string, blocks: readonly string[] = []): string[] {
  const { "//": _, depends_on, lifecycle, ...own } = config;
  const inner = `${indent}  `;
  const names = Object.keys(own).filter((name) => !blocks.includes(name));
  const ordered = [...first.filter((name) => names.includes(name)), ...names.filter((name) => !first.includes(name))];
  const parts = [
    assignments(
      ordered.map((name) => [name, argument(header, name, own[name], inner)] as const),
      inner,
    ),
    ...blocks.flatMap((name) => nested(name, own[name], inner)),
    ...(depends_on === undefined ? [] : [[`${inner}depends_on = ${words(depends_on, inner)}`]]),
    ...(lifecycle === undefined ? [] : [lifecycleBlock(lifecycle as Config, inner)]),
  ].filter((lines) => lines.length > 0);
  if (parts.length === 0) return [`${indent}${header} {}`];
  return [`${indent}${header} {`, parts.map((lines) => lines.join("\n")).join("\n\n"), `${indent}}`];
}

/** Terraform JSON has a block as an object, or as a list of objects. */
function nested(name: string, value: unknown, indent: string, blocks: readonly string[] = []): string[][] {
  return [value ?? []].flat().map((config) => body(name, config as Config, indent, blocks));
}

function argument(header: string, name: string, value: unknown, indent: string): string {
  if (Array.isArray(value) && value.some((item) => typeof item === "object" && item !== null)) {
    throw new Error(`roster hcl does not know whether ${name} in ${header} is a block`);
  }
  return name === "policy" ? policyDocument(value, indent) : expression(value, indent);
}

function lifecycleBlock({ ignore_changes, ...flags }: Config, indent: string): string[] {
  const inner = `${indent}  `;
  const written = Object.entries(flags).map(([name, value]) => [name, expression(value, inner)] as const);
  const ignored = ignore_changes === undefined ? [] : [["ignore_changes", words(ignore_changes, inner)] as const];
  return [`${indent}lifecycle {`, ...assignments([...ignored, ...written], inner), `${indent}}`];
}

function refuse(unknown: Config, where: string): void {
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw new Error(`roster hcl cannot write ${name} in ${where}`);
}
