import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { openAccount } from "../../live/account";
import { type Audit, audit as runAudit } from "../../live/audit/audit";
import { connectionOf } from "../../live/audit/connection";
import { contextOf } from "../../live/audit/context";
import type { Inventory } from "../../live/audit/inventory";
import { type Question, questionsFor } from "../../live/audit/questions";
import { readInventory } from "../../live/audit/read-inventory";
import { auditFormats } from "../../live/audit/render/index";
import { inventoryOfReport } from "../../live/audit/saved-report";
import { loadRoster, type PartialRoster, readableOf } from "../../roster/index";
import { isoDate } from "../../text/iso-date";
import { printable } from "../../text/printable";
import { type Command, type CommandInput, UsageError } from "../command";
import { Progress } from "../progress";
import { chooseRosters, type RosterFile } from "../project";

export const audit: Command = {
  summary: "Asks the whole account: who is dormant, without MFA, on old keys, not in the roster.",
  usage: "[--file F] [--report CSV] [--format text|csv|json|html] [--out FILE] [--ticket T]",
  help: [
    "--file FILE           the roster of the account; default: that of cdktf.json, or users.yaml; none is needed",
    "--report CSV          a saved credential report: no account is asked",
    "--format NAME         text (default), csv, json, html; --json is --format json",
    "--out FILE            write it there and not to stdout",
    "--ticket T            the ticket in the YAML that suspends; without it the line stays open, and is refused",
    "--dormant-days N      without a sign of use for so long (default 90)",
    "--never-used-days N   never used and at least so old (default 30)",
    "--max-calls N         calls to AWS at most (default 5000); what would go beyond is left out, and said to be",
    "--concurrency N       calls at a time (default 8)",
    "",
    "Only reads. Exit code 3: there are findings, or something could not be seen.",
  ],
  options: {
    file: { type: "string" },
    report: { type: "string" },
    format: { type: "string" },
    json: { type: "boolean" },
    out: { type: "string" },
    ticket: { type: "string" },
    "dormant-days": { type: "string" },
    "never-used-days": { type: "string" },
    "max-calls": { type: "string" },
    concurrency: { type: "string" },
  },
  run: async (input) => {
    const { values, terminal, today = new Date(), cwd } = input;
    const name = values.json === true ? "json" : String(values.format ?? "text");
    const format = Object.hasOwn(auditFormats, name) ? auditFormats[name] : undefined;
    if (format === undefined) {
      throw new UsageError(
        `there is no format ${JSON.stringify(name)}; formats: ${Object.keys(auditFormats).join(", ")}`,
      );
    }
    const limits = {
      ...number(input, "dormant-days", (dormantDays) => ({ dormantDays })),
      ...number(input, "never-used-days", (neverUsedDays) => ({ neverUsedDays })),
    };
    const { roster, notes } = await rosterOf(input);
    const compared = (inventory: Inventory) => sameAccount(roster, inventory);
    const inventory = await inventoryOf(input, roster, (seen) =>
      questionsFor(contextOf({ inventory: seen, roster: compared(seen), limits, today: isoDate(today) })),
    );
    const ours = compared(inventory);
    if (roster !== undefined && ours === undefined) notes.push(otherAccount(roster, inventory));
    const ticket = values.ticket as string | undefined;
    const found: Audit = runAudit({
      inventory: { ...inventory, notes: [...inventory.notes, ...notes] },
      roster: ours,
      limits,
      today: isoDate(today),
      ticket,
    });
    if (values.out === undefined) terminal.out(format(found));
    else {
      writeFileSync(resolve(cwd, String(values.out)), format(found), { mode: 0o600 });
      terminal.err(`${found.findings.length} findings are in ${printable(String(values.out))}\n`);
    }
    return found.findings.length > 0 || found.couldNotLook.length > 0 ? 3 : 0;
  },
};

/** What can be read of the roster: an audit is worth having before every flag is justified. */
async function rosterOf({ values, cwd, today }: CommandInput): Promise<{ roster?: PartialRoster; notes: string[] }> {
  const files: readonly RosterFile[] = chooseRosters(values.file === undefined ? [] : [String(values.file)], cwd);
  const there = files.filter(({ path }) => existsSync(path));
  if (values.file !== undefined && there.length === 0) throw new UsageError(`there is no file ${String(values.file)}`);
  if (there.length > 1) {
    throw new UsageError(
      `one account at a time: choose with --file ${there.map((file) => file.name).join(" or --file ")}`,
    );
  }
  const [file] = there;
  if (file === undefined) return { notes: ["Without a roster: nothing is said about who is in it and who is not."] };
  const loaded = await loadRoster(file.path, today === undefined ? {} : { today });
  const roster = readableOf(loaded);
  if (roster === undefined || loaded.unreadable.length > 0) {
    throw new UsageError(`${file.name} cannot be read; see: roster validate ${file.name}`);
  }
  const notes = loaded.diagnostics.map(({ file: where, line, message }) => `${where}:${line} is ignored: ${message}`);
  return { roster, notes };
}

async function inventoryOf(
  input: CommandInput,
  roster: PartialRoster | undefined,
  questions: (inventory: Inventory) => readonly Question[],
): Promise<Inventory> {
  const { values, terminal, cwd, env, signal } = input;
  if (values.report !== undefined) return inventoryOfReport(readReport(resolve(cwd, String(values.report))));
  const progress = new Progress(terminal);
  const account = openAccount({
    ...connectionOf(roster?.account, env),
    ...number(input, "concurrency", (concurrency) => ({ concurrency })),
    signal,
    onCall: (action, calls) => progress.detail(`${calls} calls, ${action}`),
  });
  try {
    return await readInventory(account, {
      signal,
      questions,
      onStep: (text) => progress.step(text),
      ...number(input, "max-calls", (maxCalls) => ({ maxCalls })),
    });
  } finally {
    progress.clear();
    await account.close();
  }
}

function readReport(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`the credential report cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

/** A roster of another account is no roster for this one. */
function sameAccount(roster: PartialRoster | undefined, { accountId }: Inventory): PartialRoster | undefined {
  const same = roster?.account.id === undefined || accountId === undefined || roster.account.id === accountId;
  return same ? roster : undefined;
}

const otherAccount = ({ file, account }: PartialRoster, { accountId }: Inventory) =>
  `${file} is for account ${account.id}, and this is ${accountId}: it was not compared.`;

function number<T>({ values }: CommandInput, name: string, make: (value: number) => T): T | undefined {
  const given = values[name];
  if (given === undefined) return undefined;
  const value = Number(given);
  if (!Number.isInteger(value) || value < 1) throw new UsageError(`--${name} takes a whole number from 1: ${given}`);
  return make(value);
}
