import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { writeWhole } from "../../files/write-whole";
import {
  addAccount,
  createSandbox,
  DEFAULT_ACCOUNT_ID,
  dumpState,
  emptyState,
  SANDBOX_UNSET,
  type SandboxState,
  sandboxEnvironment,
} from "../../sandbox/index";
import { count } from "../../text/count";
import { jsonDocument } from "../../text/json";
import { UsageError } from "../command";
import { defineCommand } from "../define-command";
import { faultsOf, faultsOptions } from "../faults";
import { chooseRosters } from "../project";
import { readRoster } from "../read-roster";
import { accountFor } from "../rehearsal/account";
import { readStateFile } from "../rehearsal/state-file";
import { namedRosters } from "../rosters";
import { stopped } from "../stopped";
import { summaries } from "../summaries";

const PREPARED = "its account begins with what it refers to and does not make, such as groups with existing: true";

export const sandbox = defineCommand({
  ...summaries.sandbox,
  arguments: {
    rosters: { value: "FILE", optional: true, many: true, help: `a roster: ${PREPARED}` },
  },
  options: {
    file: { type: "string", value: "FILE", multiple: true, help: `a roster, the same as FILE: ${PREPARED}` },
    port: { type: "integer", value: "N", min: 0, max: 65_535, help: "default: a free one" },
    state: {
      type: "string",
      value: "FILE",
      writes: true,
      help: "the account is read from FILE where it exists, and saved there at the end (mode 0600)",
    },
    ...faultsOptions,
    account: {
      type: "string",
      value: "ID",
      multiple: true,
      pattern: /^\d{12}$/,
      takes: "an account id, which has twelve digits",
      help: `an account; the variables are for the first; default: ${DEFAULT_ACCOUNT_ID}`,
    },
    json: { type: "boolean", help: "prints the variables as one JSON document instead of shell commands" },
  },
  notes: [
    'In another shell:  eval "$(cat FILE)" with what was printed, then terraform, aws or an SDK. Ctrl-C stops it.',
  ],
  examples: ["sandbox users.yaml", "sandbox --state account.json --faults throttle=0.2"],
  run: async (input) => {
    const { values, terminal, cwd, signal } = input;
    const { port = 0, account: asked } = values;
    const file = values.state === undefined ? undefined : resolve(cwd, values.state);
    const state = readState(file, asked);
    const named = namedRosters(input);
    const rosters = named.length === 0 ? [] : chooseRosters(named, cwd);
    for (const file of rosters) accountFor((await readRoster(file, input)).roster, state);
    const accounts = asked.length > 0 ? asked : Object.keys(state.accounts);
    const server = createSandbox({ state, faults: faultsOf(values) });
    const url = await server.listen(port).catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(
        `cannot listen on port ${port}: ${error.code === "EADDRINUSE" ? "it is in use" : error.message}`,
      );
    });
    try {
      const environment = sandboxEnvironment(url, accounts[0]);
      terminal.out(values.json ? asJson(url, accounts, environment) : asShell(environment));
      terminal.say(`The sandbox listens on ${url} for ${count(accounts.length, "account")}; Ctrl-C stops it.`);
      await stopped(signal);
    } finally {
      await server.close();
      if (file !== undefined) writeWhole(file, dumpState(server.state));
    }
    terminal.say(file === undefined ? "The sandbox has stopped." : `The sandbox has stopped; its state is in ${file}.`);
    return 0;
  },
});

function readState(file: string | undefined, accounts: readonly string[]): SandboxState {
  const state = file !== undefined && existsSync(file) ? readStateFile(file) : emptyState(accounts[0]);
  for (const id of accounts) addAccount(state, id);
  return state;
}

function asShell(environment: Readonly<Record<string, string>>): string {
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'\n`);
  return `${exports.join("")}unset ${SANDBOX_UNSET.join(" ")}\n`;
}

function asJson(url: string, accounts: readonly string[], environment: Readonly<Record<string, string>>): string {
  return jsonDocument({ schemaVersion: 1, url, accounts, environment, unset: SANDBOX_UNSET });
}
