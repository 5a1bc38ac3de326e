import { credentialKinds, kinds } from "../terms/kinds";
import { by } from "../text/by";
import { importBlock, outputBlock, providerBlock, resourceBlock, terraformBlock } from "./block";
import { userFileNames } from "./file-names";
import { comment } from "./text";

type Config = Readonly<Record<string, unknown>>;

/** What CDKTF writes into a `cdk.tf.json`, as far as our stacks have it. */
interface TerraformJson {
  readonly "//"?: unknown;
  readonly terraform?: Config;
  readonly provider?: Readonly<Record<string, Config | readonly Config[]>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Config>>>>;
  readonly output?: Readonly<Record<string, Config>>;
  readonly import?: readonly Config[];
}

/** Only files that begin with this are ever overwritten or removed. */
export const MARKER = "# Written by roster hcl";

const firstLine = `${MARKER}. Not to be edited: change the roster, and run roster hcl again.`;

/**
 * The same stack as native HCL: `main.tf`, `groups.tf` with policies and groups, `user-<name>.tf` for each user, and
 * `imports.tf` with what is to be taken over. Data in, text out. The result is what terraform fmt would make of it.
 *
 * @param notes what to say at the top of a user's file, by the user's address; text from outside may be in it
 * @returns texts by file name, in the order of the alphabet
 * @throws Error when the stack holds what our stacks do not
 */
export function hclFiles(
  stack: object,
  notes: ReadonlyMap<string, readonly string[]> = new Map(),
): ReadonlyMap<string, string> {
  const {
    "//": _,
    terraform = {},
    provider = {},
    resource = {},
    output = {},
    import: imports = [],
    ...other
  } = stack as TerraformJson;
  const [unknown] = Object.keys(other);
  if (unknown !== undefined) throw new Error(`roster hcl cannot write ${unknown} blocks`);
  const resources = Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, config]): Resource => ({ type, name, config, owner: ownerOf(config) })),
  );
  const users = new Set(resources.flatMap(({ owner }) => (owner.kind === "users" ? [owner.key] : [])));
  const names = userFileNames([...users]);
  const blocks = new Map<string, string[]>([["main.tf", [terraformBlock(terraform)]]]);
  const add = (file: string, block: string) => {
    const known = blocks.get(file);
    if (known === undefined) blocks.set(file, [block]);
    else known.push(block);
  };
  for (const [name, configs] of Object.entries(provider)) {
    for (const config of [configs].flat()) add("main.tf", providerBlock(name, config as Config));
  }
  for (const [name, config] of Object.entries(output)) add("main.tf", outputBlock(name, config));
  for (const { type, name, config, owner } of resources.sort(byRank)) {
    add(fileOf(owner, names), resourceBlock(type, name, config));
  }
  for (const block of [...imports].sort(byTarget)) add("imports.tf", importBlock(block));
  const heads = new Map([...names].map(([key, file]) => [file, notes.get(key) ?? []]));
  const written = [...blocks].sort(by(([name]) => name));
  return new Map(written.map(([file, parts]) => [file, fileText(heads.get(file) ?? [], parts)]));
}

interface Owner {
  /** `users`, `groups`, `policies`, or something that is not ours. */
  readonly kind: string;
  /** The owner's part of an address. */
  readonly key: string;
}

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly config: Config;
  readonly owner: Owner;
}

/** CDKTF writes the path of the construct beside each resource: `<stack>/roster/users/alice/access-key-laptop`. */
function ownerOf(config: Config): Owner {
  const path = (config["//"] as { metadata?: { path?: string } } | undefined)?.metadata?.path ?? "";
  const [, , kind = "", key = ""] = path.split("/");
  return { kind, key };
}

function fileOf({ kind, key }: Owner, users: ReadonlyMap<string, string>): string {
  if (kind === "users") return users.get(key) ?? "main.tf";
  return kind === "groups" || kind === "policies" ? "groups.tf" : "main.tf";
}

/** First who it is, then what opens doors, then what it may do. */
const ranks = [
  "aws_iam_policy",
  "aws_iam_group",
  "aws_iam_group_policy_attachment",
  "aws_iam_user",
  "aws_iam_user_group_membership",
  ...credentialKinds.map((kind) => kinds[kind].type),
  "aws_iam_user_policy",
  "aws_iam_user_policies_exclusive",
  "aws_iam_user_policy_attachment",
  "aws_iam_user_policy_attachments_exclusive",
];
const rankOf: ReadonlyMap<string, number> = new Map(ranks.map((type, index) => [type, index]));

const byRank = by<Resource>(
  ({ type }) => rankOf.get(type) ?? ranks.length,
  ({ type, name }) => `${type}.${name}`,
);

const byTarget = by<Config>(({ to }) => String(to));

function fileText(notes: readonly string[], blocks: readonly string[]): string {
  const head = notes.length === 0 ? firstLine : `${firstLine}\n${comment(notes)}`;
  return `${[head, ...blocks].join("\n\n")}\n`;
}
