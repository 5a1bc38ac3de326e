import { existsSync } from "node:fs";
import { type Audit, audit as runAudit } from "../../audit/audit";
import { connectionOf } from "../../audit/connection";
import { contextOf } from "../../audit/context";
import type { Inventory } from "../../audit/inventory";
import { type Question, questionsFor } from "../../audit/questions";
import { readInventory } from "../../audit/read-inventory";
import { auditFormats } from "../../audit/render/index";
import { inventoryOfReport } from "../../audit/saved-report";
import type { PartialRoster } from "../../roster/index";
import { count } from "../../text/count";
import { defined } from "../../text/defined";
import { isoDate } from "../../text/iso-date";
import { awaitedIn } from "../audit/awaited";
import { auditFileOf, auditFileOptions } from "../audit-file";
import { type Context, UsageError } from "../command";
import { defineCommand } from "../define-command";
import { accountOptions, withAccount } from "../live-account";
import type { FormatTarget, Options, Values } from "../options";
import { chooseRosters, type RosterFile } from "../project";
import { readFile } from "../read-file";
import { readRoster } from "../read-roster";
import { formatOptions, formatsWanted, writeReport } from "../report-output";
import { type NamedRosters, namedRosters, onlyRoster, rosterArguments, rosterOptions } from "../rosters";
import { summaries } from "../summaries";

const options = {
  ...rosterOptions,
  report: { type: "string", value: "CSV", help: "a saved credential report; AWS is not called" },
  ...formatOptions(auditFormats),
  out: { type: "string", value: "FILE", writes: true, help: "writes to this file instead of stdout" },
  ticket: {
    type: "string",
    value: "TICKET",
    help: "the ticket in the YAML that suspends; without it the line has to be filled in before the YAML is accepted",
  },
  "dormant-days": { type: "integer", value: "N", min: 1, help: "this many days without a sign of use; default 90" },
  "never-used-days": {
    type: "integer",
    value: "N",
    min: 1,
    help: "never used, and at least this many days old; default 30",
  },
  "max-calls": {
    type: "integer",
    value: "N",
    min: 1,
    help: "at most this many calls to AWS; default 5000; what would exceed it is skipped and reported",
  },
  ...auditFileOptions,
  ...accountOptions,
} as const satisfies Options;

type AuditInput = Context & NamedRosters & { readonly values: Values<typeof options> };

export const audit = defineCommand({
  ...summaries.audit,
  arguments: rosterArguments,
  options,
  notes: [
    "No roster is needed; without one, users are not compared with entries.",
    "Only reads. Exit code 3: there are findings, or something could not be seen.",
  ],
  examples: ["audit", "audit --report report.csv --format html --out audit.html"],
  run: async (input) => {
    const { values, terminal, today = new Date() } = input;
    const targets = targetsOf(values);
    const { "dormant-days": dormantDays, "never-used-days": neverUsedDays, ticket } = values;
    const limits = {
      ...defined({ dormantDays, neverUsedDays }),
    };
    const { roster, file, notes } = await rosterOf(input);
    const compared = (inventory: Inventory) => sameAccount(roster, inventory);
    const inventory = await inventoryOf(input, roster, (seen) =>
      questionsFor(contextOf({ inventory: seen, roster: compared(seen), limits, today: isoDate(today) })),
    );
    const ours = compared(inventory);
    if (roster !== undefined && ours === undefined) notes.push(otherAccount(roster, inventory));
    const { awaited, ...unproved } = await awaitedIn(file === undefined ? [] : [file], {
      ...{ ...input, auditFile: auditFileOf(input), accountId: inventory.accountId },
      asks: values.report === undefined,
    });
    const found: Audit = runAudit({
      inventory: {
        ...inventory,
        couldNotLook: [...inventory.couldNotLook, ...unproved.couldNotLook],
        notes: [...inventory.notes, ...notes, ...unproved.notes],
      },
      roster: ours,
      limits,
      awaited,
      today: isoDate(today),
      ticket,
    });
    writeReport({ ...input, values: { ...values, format: targets } }, auditFormats, found, { shared: false });
    for (const { file } of targets)
      if (file !== undefined) terminal.say(`${file}: ${count(found.findings.length, "finding")}`);
    return found.findings.length > 0 || found.couldNotLook.length > 0 ? 3 : 0;
  },
});

/** `--out FILE` is the file of the one format. */
function targetsOf({ out, ...values }: Values<typeof options>): readonly FormatTarget[] {
  const targets = formatsWanted({ values });
  if (out === undefined) return targets;
  const [target, ...more] = targets;
  if (target === undefined || more.length > 0 || target.file !== undefined)
    throw new UsageError("--out is the file of one format; with several write --format csv=FILE,json=FILE");
  return [{ ...target, file: out }];
}

/** What can be read of the roster: an audit is worth having before every flag is justified. */
async function rosterOf(input: AuditInput): Promise<{ roster?: PartialRoster; file?: RosterFile; notes: string[] }> {
  const named = namedRosters(input);
  const there = chooseRosters(named, input.cwd).filter(({ path }) => existsSync(path));
  if (named.length > 0 && there.length === 0) throw new UsageError(`there is no file ${named[0]}`);
  if (there.length === 0) return { notes: ["Without a roster, users are not compared with entries."] };
  const file = onlyRoster(there);
  const { roster, loaded } = await readRoster(file, input);
  const notes = loaded.diagnostics.map(({ file: where, line, message }) => `${where}:${line} is ignored: ${message}`);
  return { roster, file, notes };
}

async function inventoryOf(
  input: AuditInput,
  roster: PartialRoster | undefined,
  questions: (inventory: Inventory) => readonly Question[],
): Promise<Inventory> {
  const { values, terminal, cwd, env, signal } = input;
  if (values.report !== undefined) return inventoryOfReport(readFile(values.report, cwd).toString("utf8"));
  const maxCalls = values["max-calls"];
  return withAccount(connectionOf(roster?.account, env), input, (account, progress) =>
    readInventory(account, {
      signal,
      questions,
      onStep: terminal.say,
      onAnswer: (done, of) => progress.reached(done, of, ["question", "questions"]),
      ...defined({ maxCalls }),
    }),
  );
}

/** A roster of another account is no roster for this one. */
function sameAccount(roster: PartialRoster | undefined, { accountId }: Inventory): PartialRoster | undefined {
  const same = roster?.account.id === undefined || accountId === undefined || roster.account.id === accountId;
  return same ? roster : undefined;
}

const otherAccount = ({ file, account }: PartialRoster, { accountId }: Inventory) =>
  `${file} is for account ${account.id}, and this is ${accountId}: it was not compared.`;
