/** Words of the code as Markdown: what looks like a key or a template of `users.yaml` is set as code. */
export function prose(text: string): string {
  return text
    .split(codeLike)
    .map((part, index) => (index % 2 === 1 ? `\`${part}\`` : part.replace(/[<>*]/g, "\\$&")))
    .join("");
}

const codeLike = new RegExp(
  `(${[
    "\\$\\{[^}]*\\}", // ${aws:username}
    "(?:\\b[a-z][A-Za-z]*: )?\\{ (?:[^{}]|\\{[^{}]*\\})* \\}", // mfaDevices: { phone: {} }
    '\\b[A-Za-z]+: "[^"]*"', // Version: "2012-10-17"
    "\\b(?:existing: true|encoding: PEM|body: \\||(?:roster|aws):(?=[ .]|$))",
    "<<",
    "\\busers: \\{\\}",
    "\\bgpg --(?:armor --)?export [^):,]*\\w",
    "\\bssh-keygen [^)]*\\w",
    "\\b(?:arn|keybase):[^\\s,]*[^\\s,.]",
    "\\b[a-z]+\\.<[a-z]+>\\.[a-z]+", // terraform.<stack>.tfstate
    "<[a-z]+>-<[a-z]+>",
    "\\b\\w+_[\\w-]+(?:\\.pub)?\\b", // allowed_account_ids, id_rsa.pub
    "(?<=\\s)/\\S+/(?=\\s|$)", // /people/
    "\\b(?:cdktf\\.out|docs)/\\S*[^\\s.,]",
    "\\b(?:account|defaults|guards)(?:\\.[A-Za-z]+)+\\b",
    "\\b[a-z]+(?:[A-Z][a-z]+)+\\b", // forceDestroy
    "\\b(?:null|true|version|expires|since|defaults)(?=: |,| has|, and)",
    "(?:[_+=,.@:/-] ){2,}[_+=,.@:/-]", // the letters that a name may have
  ].join("|")})`,
);

export function code(value: unknown): string {
  const plain = typeof value === "string" && !/^\d+$/.test(value);
  return `\`${plain ? value : JSON.stringify(value)}\``;
}

/** The anchor that GitHub gives a heading. */
export function anchor(heading: string): string {
  const kept = heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "");
  return `#${kept.replaceAll(" ", "-")}`;
}

export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(headings), line(headings.map(() => "---")), ...rows.map(line)].join("\n");
}
