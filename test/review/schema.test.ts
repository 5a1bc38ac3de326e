import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { credentialChanges } from "../../src/review/model/credential";
import { resourceActions } from "../../src/review/model/other";
import { personChanges } from "../../src/review/model/person";
import { renderJson } from "../../src/review/render/json";
import { flagNames } from "../../src/terms/flags";
import { credentialKinds } from "../../src/terms/kinds";
import { reviewOf } from "./fixture";

const schema = JSON.parse(readFileSync(join(__dirname, "..", "..", "docs", "review.schema.json"), "utf8"));
const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);

test.each(readdirSync(join(__dirname, "fixtures")))("%s: its review fits the published schema", async (story) => {
  validate(JSON.parse(renderJson(await reviewOf(story))));
  expect(validate.errors).toBeNull();
});

test("the schema knows the words that the code knows", () => {
  const { person, credential, resourceAction, flag } = schema.definitions;
  expect(person.properties.change.enum).toEqual([...personChanges]);
  expect(credential.properties.change.enum).toEqual([...credentialChanges]);
  expect(credential.properties.kind.enum).toEqual([...credentialKinds]);
  expect(resourceAction.enum).toEqual([...resourceActions]);
  expect(flag.properties.name.enum).toEqual([...flagNames]);
});
