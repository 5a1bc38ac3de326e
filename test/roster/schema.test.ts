import Ajv, { type AnySchemaObject } from "ajv";
import metaSchema from "ajv/dist/refs/json-schema-draft-07.json";
import schema from "../../roster/users.schema.json";
import { formats } from "../../src/roster/formats";
import { flawsOf } from "../../src/rules/soundness";

/** Every schema in the schema, with the pointer to it. */
function* parts(value: unknown, pointer = "#"): Generator<[pointer: string, part: AnySchemaObject]> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  yield [pointer, value];
  for (const [key, child] of Object.entries(value)) {
    if (key !== "examples" && key !== "default") yield* parts(child, `${pointer}/${key.replaceAll("/", "~1")}`);
  }
}

const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false, formats });
ajv.addKeyword({ keyword: "x-expects", schemaType: "string" });
ajv.addSchema(schema);

describe("users.schema.json", () => {
  test("is a draft-07 schema", () => {
    const { validate } = new Ajv();
    expect(schema.$schema).toBe(metaSchema.$id);
    expect(validate).toBeDefined();
    expect(ajv.validateSchema(schema)).toBe(true);
  });

  test("describes every key, for editors", () => {
    const bare = [...parts(schema)].flatMap(([pointer, part]) =>
      Object.entries((part.properties ?? {}) as Record<string, AnySchemaObject>)
        .filter(([, { description, $ref }]) => description === undefined && described($ref) === undefined)
        .map(([key]) => `${pointer}/properties/${key}`),
    );
    expect(bare).toEqual([]);
  });

  test("gives examples and defaults that it accepts itself", () => {
    const refused = [...parts(schema)].flatMap(([pointer, { examples, default: standard }]) => {
      const given = [...(Array.isArray(examples) ? examples : []), ...(isPlain(standard) ? [standard] : [])];
      return given.filter((example) => ajv.getSchema(`${schema.$id}${pointer}`)?.(example) !== true);
    });
    expect(refused).toEqual([]);
  });

  test("gives no example that completes a justification: an editor would accept the risk", () => {
    const { properties } = schema.definitions.justification;
    const [justification = ""] = properties.justification.examples;
    expect(flawsOf({ justification }, [], "2026-11-21").map(({ message }) => message)).toEqual([
      "the justification has 18 characters; at least 20 are required",
    ]);
    const whole = [...parts(schema)].filter(([, { examples }]) =>
      JSON.stringify(examples ?? []).includes("approvedBy"),
    );
    expect(whole.map(([pointer]) => pointer)).toEqual([]);
  });

  test("allows no key that it does not name, anywhere but in maps that people name", () => {
    const open = [...parts(schema)]
      .filter(([, { properties, additionalProperties }]) => properties !== undefined && additionalProperties !== false)
      .map(([pointer]) => pointer)
      .filter((pointer) => !/\/properties$/.test(pointer));
    expect(open).toEqual([]);
  });

  test("says what it expects wherever it has a pattern", () => {
    const silent = [...parts(schema)].filter(([, part]) => typeof part.pattern === "string" && !part["x-expects"]);
    expect(silent.map(([pointer]) => pointer)).toEqual([]);
  });
});

function isPlain(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

function described(reference: string | undefined): string | undefined {
  const definitions: Record<string, { description?: string }> = schema.definitions;
  return definitions[reference?.replace("#/definitions/", "") ?? ""]?.description;
}
