import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { writeWhole } from "../../live/whole-file";
import {
  addAccount,
  createSandbox,
  DEFAULT_ACCOUNT_ID,
  dumpState,
  emptyState,
  type FaultSpec,
  parseFaults,
  SANDBOX_UNSET,
  type SandboxState,
  sandboxEnvironment,
} from "../../sandbox/index";
import { type Command, UsageError } from "../command";
import { readStateFile } from "../rehearsal/state-file";
import { count } from "../summary";

export const sandbox: Command = {
  summary: "Runs the sandbox alone: IAM on this machine, as strict as AWS, for any tool that speaks to IAM.",
  usage: "[--port N] [--state FILE] [--faults SPEC] [--account ID].. [--json]",
  help: [
    "--port N       default: one that is free",
    "--state FILE   the account is read from FILE where it exists, and saved there at the end (mode 0600)",
    "--faults SPEC  what goes wrong, such as throttle=0.2,propagation=1s; docs/sandbox.md lists them",
    `--account ID   an account, may be repeated; the variables are for the first; default: ${DEFAULT_ACCOUNT_ID}`,
    "--json         prints the variables as one JSON document instead of shell commands",
    "",
    'In another shell:  eval "$(cat FILE)" with what was printed, then terraform, aws or an SDK. Ctrl-C ends it.',
  ],
  options: {
    port: { type: "string" },
    state: { type: "string" },
    faults: { type: "string" },
    account: { type: "string", multiple: true },
    json: { type: "boolean" },
  },
  run: async ({ values, positionals, terminal, cwd, signal }) => {
    if (positionals.length > 0) throw new UsageError(`roster sandbox takes no ${JSON.stringify(positionals[0])}`);
    const port = readPort(values.port);
    const file = values.state === undefined ? undefined : resolve(cwd, String(values.state));
    const asked = (values.account as string[] | undefined) ?? [];
    const state = readState(file, asked);
    const accounts = asked.length > 0 ? asked : Object.keys(state.accounts);
    const server = createSandbox({ state, faults: readFaults(values.faults) });
    const url = await server.listen(port).catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(
        `port ${port} cannot be listened on: ${error.code === "EADDRINUSE" ? "it is in use" : error.message}`,
      );
    });
    try {
      const environment = sandboxEnvironment(url, accounts[0]);
      terminal.out(values.json === true ? asJson(url, accounts, environment) : asShell(environment));
      terminal.err(`The sandbox listens on ${url} for ${count(accounts.length, "account")}; Ctrl-C ends it.\n`);
      await stopped(signal);
    } finally {
      await server.close();
      if (file !== undefined) writeWhole(file, dumpState(server.state));
    }
    terminal.err(file === undefined ? "The sandbox has ended.\n" : `The sandbox has ended; its state is in ${file}.\n`);
    return 0;
  },
};

function readPort(value: unknown): number {
  if (value === undefined) return 0;
  const port = Number(value);
  if (/^\d+$/.test(String(value)) && port <= 65_535) return port;
  throw new UsageError(`--port ${JSON.stringify(value)}: write a number from 0 to 65535`);
}

function readFaults(value: unknown): FaultSpec | undefined {
  if (value === undefined) return undefined;
  try {
    return parseFaults(String(value));
  } catch (error) {
    throw new UsageError(`--faults: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readState(file: string | undefined, accounts: readonly string[]): SandboxState {
  for (const id of accounts) {
    if (!/^\d{12}$/.test(id)) throw new UsageError(`--account ${JSON.stringify(id)}: an account id has twelve digits`);
  }
  const state = file !== undefined && existsSync(file) ? readStateFile(file) : emptyState(accounts[0]);
  for (const id of accounts) addAccount(state, id);
  return state;
}

function asShell(environment: Readonly<Record<string, string>>): string {
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'\n`);
  return `${exports.join("")}unset ${SANDBOX_UNSET.join(" ")}\n`;
}

function asJson(url: string, accounts: readonly string[], environment: Readonly<Record<string, string>>): string {
  return `${JSON.stringify({ schemaVersion: 1, url, accounts, environment, unset: SANDBOX_UNSET }, undefined, 2)}\n`;
}

function stopped(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((done) => {
    if (signal?.aborted) done();
    signal?.addEventListener("abort", () => done(), { once: true });
  });
}
