import { UsageError } from "../command";
import { defineCommand } from "../define-command";
import { jsonOptions, writeOutcome } from "../json-output";
import { messageOf } from "../notify/message";
import { payloads } from "../notify/payload";
import { post } from "../notify/post";
import { WEBHOOK_VARIABLE, webhookOf } from "../notify/webhook";
import { nameOf, readJsonFile } from "../read-file";
import { summaries } from "../summaries";

export const notify = defineCommand({
  ...summaries.notify,
  arguments: {
    report: { value: "REPORT.json", help: "what review, audit or verify wrote with --json; - is standard input" },
  },
  options: {
    to: { type: "choice", choices: ["slack", "teams"], default: "slack", help: "whose webhook it is; default slack" },
    "url-file": {
      type: "string",
      value: "FILE",
      help: `holds the webhook's address, a secret; default: the environment variable ${WEBHOOK_VARIABLE}`,
    },
    ...jsonOptions,
  },
  notes: [
    "Teams: the webhook of a workflow (When a Teams webhook request is received), which takes an adaptive card.",
    "Posts text only, to https alone. Exit codes: 0 posted, 1 not posted; the report itself does not change them.",
  ],
  examples: ["notify review.json", "notify audit.json --to teams --url-file webhook.url", "notify -"],
  run: async (input) => {
    const { args, values, cwd, terminal, signal } = input;
    const url = webhookOf(input);
    const message = messageOf(readJsonFile(args.report, cwd));
    if (message === undefined)
      throw new UsageError(
        `${nameOf(args.report)} is no report of roster review, audit or verify: write it with --json`,
      );
    const failure = await post(url, payloads[values.to](message), { signal });
    if (values.json) writeOutcome(input, "", { to: values.to, posted: failure === undefined, why: failure });
    if (failure === undefined) {
      terminal.say(`posted to ${values.to}`);
      return 0;
    }
    terminal.say(`roster: not posted to ${values.to}: ${failure}`);
    return 1;
  },
});
