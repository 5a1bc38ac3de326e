import { type Context, UsageError } from "../command";
import { readFile } from "../read-file";

export const WEBHOOK_VARIABLE = "ROSTER_WEBHOOK_URL";

interface Named extends Pick<Context, "cwd" | "env"> {
  readonly values: { readonly "url-file": string | undefined };
}

/**
 * The address of the webhook, which is a secret: whoever has it may post. So it is no argument, and no message quotes it.
 * @throws UsageError when there is none, or it is not one that may be posted to
 */
export function webhookOf({ values, cwd, env }: Named): URL {
  const file = values["url-file"];
  const variable = env[WEBHOOK_VARIABLE];
  const from = file === undefined ? WEBHOOK_VARIABLE : "the file of --url-file";
  const text = file === undefined ? variable : readFile(file, cwd).toString("utf8");
  if (text === undefined || text.trim() === "")
    throw new UsageError(
      `there is no address to post to: put the webhook's address into ${WEBHOOK_VARIABLE}, or into a file and give --url-file FILE`,
    );
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (url === undefined)
    throw new UsageError(`${from} does not hold one address; it is not shown, since it is a secret`);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url)))
    throw new UsageError(
      `${from} must hold an address that begins with https://; it is not shown, since it is a secret`,
    );
  if (url.username !== "" || url.password !== "")
    throw new UsageError(
      `${from} holds a name or a password before the host: give the address as Slack or Teams shows it`,
    );
  return url;
}

function isLoopback({ hostname }: URL): boolean {
  return ["127.0.0.1", "[::1]", "localhost"].includes(hostname);
}
