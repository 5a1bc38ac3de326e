import { existsSync } from "node:fs";

/** The variables that may name terraform's CLI configuration file; the second is the name of older versions. */
export const CLI_CONFIG_VARIABLES = ["TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG"] as const;

/**
 * The environment of a terraform child: `base`, then what an unattended run needs, then `additions`, where `undefined`
 * takes a variable away. A variable that names a CLI configuration file that does not exist counts as not set: terraform
 * would only warn about it, in front of the output that we read.
 */
export function childEnvironment(
  base: NodeJS.ProcessEnv,
  additions: Readonly<Record<string, string | undefined>> = {},
): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...base,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    CHECKPOINT_DISABLE: "1",
    ...additions,
  };
  for (const name of CLI_CONFIG_VARIABLES) {
    if (env[name] !== undefined && !existsSync(env[name])) delete env[name];
  }
  for (const name of Object.keys(env)) {
    if (env[name] === undefined) delete env[name];
  }
  return env;
}
