import { sameText, textOf } from "../../src/adopt/certificate-text";
import { loadRoster } from "../../src/roster/index";
import { yamlLines } from "../../src/roster/write/block";
import { CERTIFICATE } from "../sandbox/credentials";
import { testdir } from "../testdir";
import { whole } from "../whole";

const bare = CERTIFICATE.trim();
const windows = bare.replaceAll("\n", "\r\n");

/** What the roster makes of an entry: this is what Terraform compares with what IAM has. */
async function readBack(entry: object): Promise<string | undefined> {
  const users = { ci: { type: "service", owner: "ci", signingCertificates: { soap: entry } } };
  const folder = testdir({ "users.yaml": `${yamlLines({ version: 1, users }, 0).join("\n")}\n` });
  return whole(await loadRoster(`${folder}/users.yaml`)).users[0]?.signingCertificates[0]?.body;
}

test.each([
  ["bare", bare, {}],
  ["from a file", `${bare}\n`, { finalLineBreak: true }],
  ["from Windows", windows, { lineBreaks: "CRLF" }],
  ["from a file of Windows", `${windows}\r\n`, { lineBreaks: "CRLF", finalLineBreak: true }],
])(
  "a certificate that was uploaded %s is written so that it is read back to the letter",
  async (_how, stored, more) => {
    const text = textOf(stored);
    expect(text).toEqual({ body: bare, ...more });
    expect(await readBack(text ?? {})).toBe(stored);
    expect(sameText(stored, bare)).toBe(true);
  },
);

test.each([
  ["a title above it", `subject=ci\n${bare}\n`],
  ["two line breaks at its end", `${bare}\n\n`],
  ["line breaks of both kinds", `${windows}\n`],
  ["a lone carriage return", bare.replace("\n", "\r")],
  ["a blank at the end of a line", bare.replace("\n", " \n")],
  ["nothing of a certificate", "MIIDDTCCAfWgAwIBAgIUKyED"],
])("a certificate with %s is one that no entry can express", (_what, stored) => {
  expect(textOf(stored)).toBeUndefined();
});
