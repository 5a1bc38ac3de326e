import { resolve } from "node:path";
import { UsageError } from "../command";
import { defineCommand } from "../define-command";
import { jsonOptions, writeOutcome } from "../json-output";
import { servePreview } from "../preview/server";
import { Session } from "../preview/session";
import { readRoster } from "../read-roster";
import { oneRoster, rosterArguments, rosterOptions } from "../rosters";
import { stopped } from "../stopped";
import { summaries } from "../summaries";

export const preview = defineCommand({
  ...summaries.preview,
  arguments: rosterArguments,
  options: {
    ...rosterOptions,
    before: {
      type: "string",
      value: "FILE",
      help: "what it is compared with; default: the roster as it is when the preview begins",
    },
    port: { type: "integer", value: "N", min: 0, max: 65_535, help: "default: a free one" },
    ...jsonOptions,
  },
  notes: [
    "A page on 127.0.0.1 whose address holds a secret of this run; it loads nothing from elsewhere, asks no account and applies nothing. Ctrl-C ends it.",
  ],
  examples: ["preview", "preview accounts/prod.yaml --before before.yaml"],
  run: async (input) => {
    const { values, cwd, terminal, signal } = input;
    const file = oneRoster(input);
    const { before: named, port = 0 } = values;
    const before = named === undefined ? undefined : { path: resolve(cwd, named), name: named };
    for (const one of [file, ...(before === undefined ? [] : [before])]) await readRoster(one, input, "some");
    const session = await Session.begin(file, input, before);
    try {
      const page = await servePreview(session, port).catch((error: NodeJS.ErrnoException) => {
        const why = error.code === "EADDRINUSE" ? "it is in use" : error.message;
        throw new UsageError(`cannot listen on port ${port}: ${why}`);
      });
      writeOutcome(input, `${page.url}\n`, { url: page.url });
      terminal.say(`${file.name} is shown there, as it is edited. Ctrl-C ends it.`);
      await stopped(signal);
      await page.close();
    } finally {
      session.end();
    }
    return 0;
  },
});
