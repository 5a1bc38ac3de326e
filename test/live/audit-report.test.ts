import { parseCredentialReport } from "../../src/aws/credential-report";
import { REPORT_COLUMNS } from "../../src/sandbox/credential-report";
import { writeCsv } from "../../src/text/csv";

const none = ["false", "N/A", "N/A", "N/A", "N/A"];
const certificates = ["false", "N/A", "false", "N/A"];
const root = [
  ...["<root_account>", "arn:aws:iam::123456789012:root", "2016-03-01T09:00:00+00:00"],
  ...["not_supported", "2016-04-01T09:00:00+00:00", "not_supported", "not_supported", "true"],
  ...["true", "2016-03-02T09:00:00+00:00", "N/A", "N/A", "N/A", ...none, ...certificates],
];
const alice = [
  ...["alice,the=second", "arn:aws:iam::123456789012:user/alice,the=second", "2026-01-01T00:00:00Z"],
  ...["true", "no_information", "2026-01-01T00:00:00Z", "N/A", "false"],
  ...["false", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "us-east-1", "s3", ...none, ...certificates],
];
const csv = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((cell) => (cell.includes(",") ? `"${cell}"` : cell)).join(",")).join("\n");
const report = csv([REPORT_COLUMNS, root, alice]);

test("reads times as AWS writes them now and as it wrote them in 2016, names with commas, and what is not known", () => {
  const read = parseCredentialReport(report);
  expect(read.accountId).toBe("123456789012");
  expect(read.root).toMatchObject({
    password: { lastUsed: "2016-04-01T09:00:00.000Z" },
    mfaActive: true,
    accessKeys: [{ slot: 1, active: true, lastUsed: undefined }],
  });
  expect(read.users).toEqual([
    {
      user: "alice,the=second",
      arn: "arn:aws:iam::123456789012:user/alice,the=second",
      created: "2026-01-01T00:00:00.000Z",
      password: { lastUsed: undefined, lastChanged: "2026-01-01T00:00:00.000Z" },
      mfaActive: false,
      accessKeys: [
        {
          slot: 1,
          active: false,
          rotated: "2026-02-01T00:00:00.000Z",
          lastUsed: "2026-03-01T00:00:00.000Z",
          service: "s3",
        },
      ],
      certificates: [],
    },
  ]);
});

test.each([
  ["bare", (arn: string) => arn],
  ["in quotes, doubled", (arn: string) => `"${arn.replaceAll('"', '""')}"`],
])("reads a path with quotes in it, %s", (_how, write) => {
  const arn = 'arn:aws:iam::123456789012:user/"the"/a"b/bob';
  const bob = csv([["bob", "ARN", ...alice.slice(2)]]).replace("ARN", () => write(arn));
  const { users } = parseCredentialReport(`${report}\n${bob}`);
  expect(users.map(({ user, arn: read }) => [user, read])).toEqual([
    ["alice,the=second", "arn:aws:iam::123456789012:user/alice,the=second"],
    ["bob", arn],
  ]);
});

test.each([
  ["with a byte order mark and Windows line breaks", `\uFEFF${report.replaceAll("\n", "\r\n")}\r\n`],
  ["as base64, as aws iam get-credential-report prints it", Buffer.from(report).toString("base64")],
  [
    "with a column that AWS may add",
    csv([
      [...REPORT_COLUMNS, "new_column"],
      [...root, "x"],
      [...alice, "y"],
    ]),
  ],
])("reads a report %s", (_how, text) => {
  expect(parseCredentialReport(text)).toEqual(parseCredentialReport(report));
});

test.each([
  ["it is empty", "", "the credential report is empty"],
  [
    "it is another file",
    "name,age\nalice,42",
    "this is not a credential report: its first line lacks user, arn, user_creation_time",
  ],
  [
    "it was cut off",
    report.slice(0, -9),
    "line 3 of the credential report has 21 fields instead of 22: it was cut off, or edited",
  ],
  ["nobody is in it", csv([REPORT_COLUMNS]), "the credential report has no rows, not even the root user's"],
  [
    "a time is none",
    report.replace("2026-01-01T00:00:00Z", "soon"),
    "the credential report holds a value that is not a time: soon",
  ],
  ["a quote is never closed", `${report}\n"bob`, "the credential report is not readable: line 4 is not CSV"],
])("fails when %s", (_why, text, message) => {
  expect(() => parseCredentialReport(text)).toThrow(new Error(message));
});

test("CSV that we write is no formula to a spreadsheet", () => {
  expect(writeCsv([["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", " =1", "a,b", 'say "hi"']])).toBe(
    `'=cmd|' /C calc'!A0,'+1,'-1,'@SUM(A1),'\t=1,'＝1,' =1,"a,b","say ""hi"""\r\n`,
  );
});
