import { dump } from "js-yaml";
import { anchor, code, prose, table } from "./markdown";
import { defaultText, meaningText, type Schema, shortText, valueText } from "./schema-text";

/** Definitions that several keys share: they get a section of their own at the end, and links to it. */
const shared: Readonly<Record<string, { readonly title: string; readonly key: string }>> = {
  pgpKey: { title: "A PGP key", key: "pgpKey" },
  tags: { title: "Tags", key: "tags" },
  justification: { title: "A justification", key: "forceDestroy" },
  policyDocument: { title: "A policy document", key: "document" },
  existingPolicy: { title: "An existing policy", key: "name-of-the-policy" },
  statement: { title: "A statement", key: "Statement" },
};

/** The sections of all objects of the schema: the file, what is in it, then what is shared. */
export function sections(schema: Schema): string[] {
  const { definitions = {} } = schema;
  return [
    "## The file",
    keysTable(schema, "", definitions),
    ...nested(schema, "", definitions),
    ...Object.entries(shared).flatMap(([name, { title, key }]) => {
      const definition = definitions[name] ?? {};
      return [`## ${title}`, prose(definition.description ?? ""), ...body(definition, key, title, definitions)];
    }),
  ];
}

type Definitions = Readonly<Record<string, Schema>>;

function nested(schema: Schema, path: string, definitions: Definitions): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const below = objectOf(property, path === "" ? name : `${path}.${name}`, definitions);
    if (below === undefined) return [];
    const depth = below.path.split(".").filter((step) => step !== "NAME").length;
    const { description = "" } = below.object;
    return [
      `${"#".repeat(Math.min(4, depth + 1))} \`${below.path}\``,
      prose(description),
      ...(below.names === undefined ? [] : [`NAME: ${prose(below.names)}.`]),
      ...body(below.object, name, below.path, definitions),
      ...nested(below.object, below.path, definitions),
    ];
  });
}

function body(schema: Schema, key: string, path: string, definitions: Definitions): string[] {
  const example = schema.examples?.[0];
  const rows = Object.keys(schema.properties ?? {}).length > 0 ? [keysTable(schema, path, definitions)] : [];
  const names = schema.propertyNames?.["x-expects"];
  const values = typeof schema.additionalProperties === "object" ? schema.additionalProperties["x-expects"] : undefined;
  return [
    ...(names === undefined ? [] : [`Names: ${prose(names)}.`]),
    ...(values === undefined ? [] : [`Values: ${prose(values)}.`]),
    ...rows,
    ...(example === undefined
      ? []
      : [`\`\`\`yaml\n${dump({ [key]: example }, { quoteStyle: "double" }).trimEnd()}\n\`\`\``]),
  ];
}

/** The object that gets a section for a key: the key's own, or that of each of its entries. */
function objectOf(schema: Schema, path: string, definitions: Definitions) {
  const own = resolve(schema, definitions);
  if (isShared(schema)) return undefined;
  if (own.properties !== undefined) return { object: own, path, names: undefined };
  const entry = typeof own.additionalProperties === "object" ? own.additionalProperties : undefined;
  if (entry === undefined || isShared(entry) || resolve(entry, definitions).properties === undefined) return undefined;
  return { object: resolve(entry, definitions), path: `${path}.NAME`, names: own.propertyNames?.["x-expects"] };
}

function keysTable(schema: Schema, path: string, definitions: Definitions): string {
  const rows = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const own = resolve(property, definitions);
    const needed = schema.required?.includes(name) ? "**required**" : defaultText(own);
    const value = value_(property, path === "" ? name : `${path}.${name}`, definitions);
    const inFull = !isShared(property) || property.description !== undefined;
    return [code(name), value, needed, inFull ? meaningText(own) : shortText(own)];
  });
  return table(["key", "value", "default", "meaning"], rows);
}

function value_(schema: Schema, path: string, definitions: Definitions): string {
  const below = objectOf(schema, path, definitions);
  if (below !== undefined) {
    const link = `[\`${below.path}\`](${anchor(below.path)})`;
    return below.names === undefined ? link : `by NAME: ${link}`;
  }
  if (isShared(schema)) return linkOf(schema);
  const own = resolve(schema, definitions);
  if (typeof own.additionalProperties === "object") {
    const entry = isShared(own.additionalProperties)
      ? linkOf(own.additionalProperties)
      : alternatives(own.additionalProperties);
    if (entry !== undefined) return `by NAME: ${entry}`;
  }
  return alternatives(own) ?? valueText(own, (each) => resolve(each, definitions));
}

/** `if` looks at what was written; without it, and with it, two shared definitions, or a list of the one. */
function alternatives({ then, else: other }: Schema): string | undefined {
  if (other === undefined || !isShared(other)) return undefined;
  return `${linkOf(other)}, or ${then !== undefined && isShared(then) ? linkOf(then) : "a list of them"}`;
}

function linkOf(schema: Schema): string {
  const { title } = shared[referenceOf(schema)] ?? { title: "" };
  return `[${title.toLowerCase()}](${anchor(title)})`;
}

function isShared(schema: Schema): boolean {
  return Object.hasOwn(shared, referenceOf(schema));
}

function referenceOf({ $ref = "" }: Schema): string {
  return $ref.replace("#/definitions/", "");
}

/** What the schema says beside its reference counts first. */
function resolve(schema: Schema, definitions: Definitions): Schema {
  return schema.$ref === undefined ? schema : { ...definitions[referenceOf(schema)], ...schema };
}
