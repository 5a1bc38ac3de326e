import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { LOCK_FILE } from "../../terraform/lock";
import { ownPackage } from "../own-package";
import type { Answers } from "./answers";
import { extendedPackageJson, packageJson } from "./package-json";
import { keyFile, usersYaml } from "./users-yaml";

/** One file of a new project. */
export interface StartingFile {
  readonly name: string;
  readonly text: string;
  /** Other places where it may be already. @default - none */
  readonly elsewhere?: readonly string[];
  /**
   * What is made of one that is there.
   * @throws UsageError when nothing can be added to it
   * @default - it is kept as it is
   */
  readonly extend?: (present: string) => Extension;
}

export interface Extension {
  readonly text: string;
  readonly added: readonly string[];
}

/** @param folder of the project, whose name the package gets */
export function startingFiles(answers: Answers, folder: string): StartingFile[] {
  const own = ownPackage();
  const { owner, pgpKey, cdktf } = answers;
  return [
    { name: "users.yaml", text: usersYaml(answers) },
    ...(pgpKey === undefined ? [] : [{ name: keyFile(owner), text: `${pgpKey.trimEnd()}\n` }]),
    {
      name: "package.json",
      text: packageJson(basename(folder), answers, own),
      extend: (present) => extendedPackageJson(present, answers, own),
    },
    { name: ".gitignore", text: `${ignored.join("\n")}\n`, extend: withIgnored },
    ...workflow(answers, own.folder, own.version),
    codeowners(answers),
    ...(cdktf ? [{ name: "cdktf.json", text: cdktfJson(basename(folder)) }] : []),
  ];
}

/** Everything that holds secrets, and what is made again. */
const ignored = [
  "node_modules/",
  "cdktf.out/",
  ".terraform/",
  "# State, its copies and its lock: they hold secrets.",
  "*.tfstate",
  "*.tfstate.*",
  "# Plans hold secrets too.",
  "*.tfplan",
  "*.tfplan.json",
  "plan.json",
  "# The log of removals is kept where CI keeps it, or is added on purpose; its partners never.",
  "roster-audit.jsonl.head",
  "roster-audit.jsonl.lock",
];

function withIgnored(present: string): Extension {
  const there = new Set(present.split(/\r?\n/).map((line) => line.trim()));
  const added = ignored.filter(
    (line) => !line.startsWith("#") && !there.has(line) && !there.has(line.replace(/\/$/, "")),
  );
  const begun = present === "" || present.endsWith("\n") ? present : `${present}\n`;
  return { text: added.length === 0 ? present : `${begun}${added.join("\n")}\n`, added };
}

/** One of docs/workflows, which are the one source; its first line says where it came from. */
function workflow({ ci }: Answers, own: string, version: string): StartingFile[] {
  if (ci === "none") return [];
  const [source, name] = {
    github: ["github-actions.yml", ".github/workflows/iam-roster.yml"],
    gitlab: ["gitlab-ci.yml", ".gitlab-ci.yml"],
  }[ci] as [string, string];
  const [, ...lines] = readFileSync(join(own, "docs", "workflows", source), "utf8").split("\n");
  const head = `# Of iam-roster ${version}, docs/workflows/${source}. What to set up once: node_modules/iam-roster/docs/ci.md.`;
  return [{ name, text: [head, ...lines].join("\n") }];
}

function codeowners({ ci, owner }: Answers): StartingFile {
  const places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];
  const name = ci === "github" ? ".github/CODEOWNERS" : "CODEOWNERS";
  const watched = [
    "/users.yaml",
    "/keys/",
    `/${LOCK_FILE}`,
    ...(ci === "github" ? ["/.github/"] : ["/CODEOWNERS"]),
    ...(ci === "gitlab" ? ["/.gitlab-ci.yml"] : []),
  ];
  const lines = watched.map((path) => `${path} ${owner}`);
  const text = `# Who must approve a change of who has access, and of what checks it.\n${lines.join("\n")}\n`;
  return { name, text, elsewhere: places.filter((place) => place !== name) };
}

/** For `cdktf deploy`: the application is roster itself. */
function cdktfJson(name: string): string {
  const settings = {
    language: "typescript",
    app: "npx --no-install roster synth",
    output: "cdktf.out",
    projectId: name,
    sendCrashReports: "false",
    terraformProviders: [],
    terraformModules: [],
    context: { rosters: ["users.yaml"] },
  };
  return `${JSON.stringify(settings, undefined, 2)}\n`;
}
