import { judgedBy } from "./edited";
import { bot, policies, roster } from "./rosters";

const rewritten = "the policy service-boundary is rewritten; it is the permissions boundary of deploy-bot";
const statement = (text: string) => `{"Statement":[{"Effect":"Allow","Resource":"*",${text}}],"Version":"2012-10-17"}`;
const [no_iam, no_organizations] = ['"NotAction":["iam:*"]', '"NotAction":["organizations:*"]'];

interface Boundaries {
  readonly before: string;
  readonly after: string | null;
  /** As the files have them. @default - the files have the same on both sides */
  readonly asked?: boolean;
}

/** The boundary's policy is rewritten in the plan, and in users.yaml too where that is said. */
function found({ before, after, asked = false }: Boundaries): Promise<string[]> {
  return judgedBy("boundary-changed", "boundary-changed", {
    before: roster([bot]),
    after: roster([bot], asked ? { policies: policies.replace('["iam:*"]', '["organizations:*"]') } : {}),
    plan: (changes) => {
      const change = changes("aws_iam_policy.service-boundary");
      change.before.policy = statement(before);
      if (after !== null) change.after.policy = statement(after);
      else delete change.after.policy;
      change.after_unknown = after === null ? { policy: true } : {};
    },
  });
}

test("fails when a boundary allows more and users.yaml does not ask for it", async () => {
  expect(await found({ before: no_iam, after: no_organizations })).toEqual([
    `users.yaml:5 error: ${rewritten}, and allows more`,
  ]);
  expect(await found({ before: '"Action":"s3:Get*"', after: '"Action":"s3:*"' })).toEqual([
    `users.yaml:5 error: ${rewritten}, and allows more`,
  ]);
});

test("is a warning where users.yaml asks for it", async () => {
  expect(await found({ before: no_iam, after: no_organizations, asked: true })).toEqual([
    `users.yaml:5 warning: ${rewritten}, and allows more`,
  ]);
});

test("fails when what it allows is known after the apply only", async () => {
  expect(await found({ before: no_iam, after: null })).toEqual([
    `users.yaml:5 error: ${rewritten}, and whether it allows more is not known`,
  ]);
});

test("closes nothing where it allows less, or the same in other words", async () => {
  expect(await found({ before: '"Action":"s3:*"', after: '"Action":"s3:Get*"' })).toEqual([
    `users.yaml:5 warning: ${rewritten}`,
  ]);
  expect(await found({ before: '"Action":["s3:Get*"]', after: '"Action":"s3:Get*"' })).toEqual([
    `users.yaml:5 warning: ${rewritten}`,
  ]);
});

describe("another policy in its place", () => {
  const other = (name: string) => `arn:aws:iam::aws:policy/${name}`;
  const exchanged = (from: string, to: string, asked: boolean) => {
    const entry = (arn: string) => roster([bot.replace("service-boundary", arn)]);
    return judgedBy("boundary-changed", "unchanged", {
      before: entry(other(from)),
      after: entry(other(asked ? to : from)),
      plan: (changes) => {
        const change = changes("aws_iam_user.deploy-bot");
        change.actions = ["update"];
        change.before.permissions_boundary = other(from);
        change.after.permissions_boundary = other(to);
      },
    });
  };
  const gets = (to: string, from: string) =>
    `deploy-bot gets the permissions boundary ${other(to)} instead of ${other(from)}`;
  const [wide, narrow] = ["PowerUserAccess", "AmazonS3ReadOnlyAccess"] as const;

  test("fails when it allows more and nobody asked, and is a warning where users.yaml does", async () => {
    expect(await exchanged(narrow, wide, false)).toEqual([
      `users.yaml:12 error: ${gets(wide, narrow)}, and allows more`,
    ]);
    expect(await exchanged(narrow, wide, true)).toEqual([
      `users.yaml:12 warning: ${gets(wide, narrow)}, and allows more`,
    ]);
  });

  test("is a warning when it allows less", async () => {
    expect(await exchanged(wide, narrow, false)).toEqual([`users.yaml:12 warning: ${gets(narrow, wide)}`]);
  });

  test("fails when what it allows is not known", async () => {
    expect(await exchanged(narrow, "NoSuchPolicyOfAws", false)).toEqual([
      `users.yaml:12 error: ${gets("NoSuchPolicyOfAws", narrow)}, and whether it allows more is not known`,
    ]);
  });
});
