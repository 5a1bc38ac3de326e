import { type Binary, findBinary } from "../terraform/binary";
import { UsageError } from "./command";

/**
 * @param purpose what needs it, as the message begins. @default - nothing is said of it
 * @throws UsageError when there is neither terraform nor tofu
 */
export async function requireBinary(env: NodeJS.ProcessEnv, purpose?: string): Promise<Binary> {
  const binary = await findBinary(env);
  if (binary !== undefined) return binary;
  const missing = "there is no terraform or tofu on the PATH";
  const install = "install one: https://developer.hashicorp.com/terraform/install";
  throw new UsageError(purpose === undefined ? `${missing}; ${install}` : `${purpose}, and ${missing}; ${install}`);
}
