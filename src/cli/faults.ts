import { type FaultSpec, parseFaults } from "../sandbox/index";
import { UsageError } from "./command";
import type { Options } from "./options";

export const faultsOptions = {
  faults: {
    type: "string",
    value: "SPEC",
    help: "what goes wrong on the way, such as throttle=0.2,lost-response=DeleteUser; docs/sandbox.md lists them",
  },
} as const satisfies Options;

/** @throws UsageError when the text is not a list of faults */
export function faultsOf({ faults }: { readonly faults: string | undefined }): FaultSpec | undefined {
  try {
    return faults === undefined ? undefined : parseFaults(faults);
  } catch (error) {
    throw new UsageError(`--faults: ${error instanceof Error ? error.message : String(error)}`);
  }
}
