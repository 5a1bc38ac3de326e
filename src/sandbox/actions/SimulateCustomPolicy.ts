import type { Action } from "../call";
import type { SimulationInput } from "../simulated";
import { simulate } from "../simulation";

/** Judges policies that come with the request, with the code that judges requests. */
export const SimulateCustomPolicy: Action<SimulationInput> = {
  resource: () => ({ arn: "*" }),
  run: (call, input) => simulate(call, input),
};
