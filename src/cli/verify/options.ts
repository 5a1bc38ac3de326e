import type { Arguments } from "../arguments";
import { auditFileOptions } from "../audit-file";
import type { Input } from "../define-command";
import { accountOptions, patienceOptions } from "../live-account";
import type { Options } from "../options";
import { formatOptions } from "../report-output";
import { rosterArgumentsBeside, rosterOptionsBeside } from "../rosters";
import { verifyFormats } from "./report";

export const verifyArguments = {
  plan: {
    value: "PLAN.json",
    optional: true,
    help: "the plan that was applied, as terraform show -json PLAN prints it; without it, those of earlier applies who are not proved gone",
  },
  ...rosterArgumentsBeside,
} as const satisfies Arguments;

export const verifyOptions = {
  begin: {
    type: "boolean",
    help: "before the apply: writes down who leaves with this plan, so that nobody is forgotten if the apply is interrupted",
  },
  state: {
    type: "string",
    value: "FILE",
    help: "the state after it: terraform show -json > state.json; without it the state is not checked",
  },
  preflight: {
    type: "string",
    value: "FILE",
    help: "what preflight --out wrote: everything that the leavers held, for the audit log",
  },
  ...rosterOptionsBeside,
  ...patienceOptions,
  ...formatOptions(verifyFormats),
  log: {
    type: "boolean",
    help: "checks the audit log instead: whether a line was changed, removed, added or moved",
  },
  ...auditFileOptions,
  ...accountOptions,
} as const satisfies Options;

export type VerifyInput = Input<typeof verifyOptions, typeof verifyArguments>;
