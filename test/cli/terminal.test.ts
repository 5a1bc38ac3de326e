import { type Terminal, terminalOn } from "../../src/cli/terminal";
import { recordingTerminal } from "../terminal";

function rehearse({ say, draw }: Terminal): void {
  say("join: terraform apply ...");
  draw("aws_iam_user.alice");
  draw(`aws_iam_user.${"a".repeat(100)}`);
  say("join: 1 resource created for 1 user");
}

test("on a terminal the line below the step says what is done now", () => {
  const { terminal, printed } = recordingTerminal(true);
  rehearse(terminal);
  expect(printed.err).toBe(
    [
      "join: terraform apply ...\n",
      "\r\u001b[K  aws_iam_user.alice",
      `\r\u001b[K  aws_iam_user.${"a".repeat(63)}`,
      "\r\u001b[Kjoin: 1 resource created for 1 user\n",
    ].join(""),
  );
});

test("elsewhere there is one line a step, and no escape", () => {
  const { terminal, printed } = recordingTerminal(false);
  rehearse(terminal);
  expect(printed.err).toBe("join: terraform apply ...\njoin: 1 resource created for 1 user\n");
});

test("in a log what is being done is a line of its own where nothing was written for half a minute, and not with --quiet", () => {
  let now = 0;
  let err = "";
  const streams = { out: () => {}, err: (text: string) => (err += text), interactive: false, now: () => now };
  for (const quiet of [false, true]) {
    const { say, draw } = terminalOn(streams, { quiet, color: "auto" });
    for (const second of [0, 29, 31, 59, 61, 75]) {
      now = second * 1000;
      if (second === 59) say("roster: join");
      else draw(`${second} s: aws_iam_user.alice`);
    }
    now = 0;
  }
  expect(err).toBe("  31 s: aws_iam_user.alice\nroster: join\nroster: join\n");
});

test("data takes the drawn line away before it is written", () => {
  const { terminal, printed } = recordingTerminal(true);
  terminal.draw("12 calls, iam:GetUser");
  terminal.out("alice\n");
  expect(printed).toEqual({ out: "alice\n", err: "\r\u001b[K  12 calls, iam:GetUser\r\u001b[K" });
});

test("whatever is written is harmless: line breaks and tabs stay, all else that moves or hides is text", () => {
  const { terminal, printed } = recordingTerminal(false);
  terminal.out("a\u001b[31m\tb\r\nc\rd\u202e\u200b\n");
  terminal.err("\u0007bell\n");
  terminal.say("one\nline\u001b]0;title");
  expect(printed).toEqual({
    out: "a\\u{1b}[31m\tb\r\nc\\u{d}d\\u{202e}\\u{200b}\n",
    err: "\\u{7}bell\none\\u{a}line\\u{1b}]0;title\n",
  });
});

test("what is drawn is harmless too, and one line", () => {
  const { terminal, printed } = recordingTerminal(true);
  terminal.draw("aws_iam_user.a\u001b[2J\nb");
  expect(printed.err).toBe("\r\u001b[K  aws_iam_user.a\\u{1b}[2J\\u{a}b");
});

describe("colour", () => {
  const streams = (colored: { out: boolean; err: boolean }) => {
    const printed = { out: "", err: "" };
    const out = (text: string) => {
      printed.out += text;
    };
    const err = (text: string) => {
      printed.err += text;
    };
    return { terminal: terminalOn({ out, err, interactive: false, colored }), printed };
  };
  const line = "users.yaml:3:5  error  an error\n";
  const red = "users.yaml:3:5  \u001b[1;31merror\u001b[0m  an error\n";

  test.each([
    ["auto", { out: true, err: true }, red],
    ["auto", { out: false, err: true }, line],
    ["always", { out: false, err: false }, red],
    ["never", { out: true, err: true }, line],
  ] as const)("%s with %j", (color, colored, expected) => {
    const { terminal, printed } = streams(colored);
    terminal.with({ quiet: false, color }).out(line);
    expect(printed.out).toBe(expected);
  });

  test("colours words that say the same without it, and nothing is green", () => {
    const { terminal, printed } = streams({ out: true, err: true });
    terminal.out("The gate is open.\nThe gate is closed by x\nwarning late\nwarnings\nCheck\n");
    expect(printed.out).toBe(
      "The gate is \u001b[1;36mopen\u001b[0m.\nThe gate is \u001b[1;31mclosed\u001b[0m by x\n\u001b[33mwarning\u001b[0m late\nwarnings\n\u001b[1mCheck\u001b[0m\n",
    );
    expect(printed.out).not.toContain("32m");
  });

  test("what comes from outside stays text", () => {
    const { terminal, printed } = streams({ out: true, err: true });
    terminal.out("\u001b[2Jerror\n");
    expect(printed.out).toBe("\\u{1b}[2Jerror\n");
  });
});

test("quiet says nothing of the progress, and everything that is wrong", () => {
  const { terminal, printed } = recordingTerminal(true);
  const quiet = terminal.with({ quiet: true, color: "auto" });
  rehearse(quiet);
  quiet.say("roster: users.yaml: no such file");
  quiet.err("Nothing was applied.\n");
  quiet.out("alice\n");
  expect(printed).toEqual({ out: "alice\n", err: "roster: users.yaml: no such file\nNothing was applied.\n" });
});
