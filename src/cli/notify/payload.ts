/** A message for people, line by line; nothing of it is markup. */
export type Message = readonly string[];

/** What each service takes at an incoming webhook. */
export const payloads = {
  /** https://api.slack.com/reference/surfaces/formatting#escaping: `&`, `<` and `>` are all that Slack would read as a mention or a link. */
  slack: (lines: Message): unknown => ({
    text: lines.map(inert).join("\n").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;"),
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
  }),
  /** An adaptive card, as the webhook of Workflows takes it. A TextBlock would read Markdown; the runs of a RichTextBlock do not. */
  teams: (lines: Message): unknown => ({
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          body: lines.map((line, index) => ({
            type: "RichTextBlock",
            inlines: [{ type: "TextRun", text: inert(line), ...(index === 0 ? { weight: "Bolder" } : {}) }],
          })),
        },
      },
    ],
  }),
} as const;

/** Both services make a mention of `@name`, and a link of an address or of `example.com`, where nothing stands between. */
function inert(line: string): string {
  return line.replace(/@|:(?=\/)|\.(?=\S)/g, (sign) => `${sign}\u2060`);
}
