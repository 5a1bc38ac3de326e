import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import type { Construct } from "constructs";

export type Resources = Record<string, Record<string, Record<string, unknown>>>;

/** Synthesizes what `build` puts into a stack, validations included; resources without CDKTF's comments. */
export function resourcesOf(build: (stack: Construct) => void): Resources {
  const stack = new TerraformStack(Testing.app(), "test");
  new AwsProvider(stack, "aws");
  build(stack);
  return stripComments(JSON.parse(Testing.synth(stack, true)).resource ?? {});
}

function stripComments(resources: Resources): Resources {
  for (const named of Object.values(resources)) for (const resource of Object.values(named)) delete resource["//"];
  return resources;
}
