import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { connectionOf } from "../../audit/connection";
import { callerOf } from "../../aws/caller";
import { unknownRegion } from "../../doctor/regions";
import { isoDate } from "../../text/iso-date";
import { printable } from "../../text/printable";
import { UsageError } from "../command";
import type { InitInput } from "../commands/init";
import { type Ask, askOn } from "../deploy/ask";
import { withAccount } from "../live-account";
import { type Answers, backends, cis } from "./answers";

interface Question {
  readonly flag: string;
  readonly text: string;
  readonly given: string | undefined;
  /** @default - an answer is needed */
  readonly fallback?: string | undefined;
  /** What is wrong with an answer. */
  readonly wrong: (answer: string) => string | undefined;
}

/** From the flags, and for the rest from who sits at the terminal. @throws UsageError where somebody has to answer and nobody can */
export async function answersOf(
  input: InitInput,
  ask: Ask | undefined = input.values.yes ? undefined : askOn(input),
): Promise<Answers> {
  const { values, cwd, today = new Date(), terminal } = input;
  const missing: string[] = [];
  const answer = async ({ flag, text, given, fallback, wrong }: Question): Promise<string> => {
    if (given !== undefined) {
      const problem = wrong(given);
      if (problem !== undefined) throw new UsageError(`--${flag} ${printable(given)}: ${problem}`);
      return given;
    }
    if (ask === undefined) {
      if (fallback === undefined) missing.push(`--${flag}`);
      return fallback ?? "";
    }
    for (;;) {
      const said = (await ask(`${text}${fallback ? ` [${fallback}]` : ""}: `)).trim();
      if (said === "" && fallback !== undefined) return fallback;
      const problem = wrong(said);
      if (problem === undefined) return said;
      terminal.say(`  ${problem}`);
    }
  };
  const choice = async <C extends string>(
    flag: string,
    text: string,
    choices: readonly C[],
    given: C | undefined,
    fallback: C,
  ) => {
    const all = choices.join(", ");
    const wrong = (one: string) => (choices.some((each) => each === one) ? undefined : `one of ${all} is expected`);
    return (await answer({ flag, text: `${text} (${all})`, given, fallback, wrong })) as C;
  };
  const accountText = "AWS account, 12 digits";
  const known = values.account ?? (values["from-account"] ? await accountOfCaller(input) : undefined);
  const account = await answer({
    flag: "account",
    text: accountText,
    given: known,
    wrong: matching(/^\d{12}$/, "twelve digits are expected"),
  });
  const region = await answer({
    flag: "region",
    text: "Region",
    given: values.region,
    fallback: "us-east-1",
    wrong: wrongRegion,
  });
  const kind = await choice(
    "backend",
    "Where the state is kept",
    backends,
    values.backend ?? (values.bucket === undefined ? undefined : "s3"),
    "local",
  );
  if (kind === "local" && values.bucket !== undefined) throw new UsageError("--bucket is of --backend s3");
  const backend =
    kind === "local"
      ? ({ kind } as const)
      : ({
          kind,
          bucket: await answer({
            flag: "bucket",
            text: "Bucket of the state",
            given: values.bucket,
            wrong: matching(
              /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
              "a name of a bucket is expected: 3 to 63 of a-z, 0-9, . and -",
            ),
          }),
          key: await answer({
            flag: "state-key",
            text: "Key of the state in the bucket",
            given: values["state-key"],
            fallback: "iam/users.tfstate",
            wrong: matching(/^[\w!.*'()/-]{1,900}$/, "a key without spaces is expected"),
          }),
        } as const);
  const owner = await answer({
    flag: "owner",
    text: "Who owns it, an email address",
    given: values.owner,
    wrong: matching(/^[\w.+-]{1,64}@[A-Za-z0-9.-]{1,190}$/, "an email address is expected"),
  });
  const ci = await choice("ci", "Workflow for", cis, values.ci, kind === "s3" ? "github" : "none");
  const file = await answer({
    flag: "pgp-key",
    text: "File of your public PGP key; none: no passwords and keys yet",
    given: values["pgp-key"],
    fallback: "",
    wrong: () => undefined,
  });
  if (missing.length > 0) {
    throw new UsageError(`nobody can be asked here: add ${missing.join(" and ")}`);
  }
  return {
    ...{ account, region, backend, owner, ci, cdktf: values.cdktf, fromAccount: values["from-account"] },
    ...(file === "" ? {} : { pgpKey: readKey(resolve(cwd, file), file) }),
    today: isoDate(today),
  };
}

function matching(pattern: RegExp, problem: string): (answer: string) => string | undefined {
  return (answer) => (pattern.test(answer) ? undefined : problem);
}

function wrongRegion(region: string): string | undefined {
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(region)) return "a region such as us-east-1 is expected";
  const meant = unknownRegion(region);
  return meant ? `there is no such region; did you mean ${meant}?` : undefined;
}

/** What it holds is judged with the roster; here it is only read. */
function readKey(path: string, name: string): string {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`--pgp-key ${name} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (/PRIVATE KEY/.test(text))
    throw new UsageError(`--pgp-key ${name} is a PRIVATE key; give the public one: gpg --armor --export NAME`);
  return text;
}

function accountOfCaller(input: InitInput): Promise<string> {
  return withAccount(connectionOf(undefined, input.env), input, async (account) => (await callerOf(account)).accountId);
}
