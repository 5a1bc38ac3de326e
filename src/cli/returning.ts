import { TerraformElement, type TerraformStack } from "cdktf";
import { ImportBlocks } from "../../constructs/import-blocks";
import { terraformText } from "../../constructs/terraform-text";
import type { ForgottenLeaver } from "../adopt/forgotten-leaver";
import { addressOf, readAddress } from "../terms/addresses";
import { holdingFactsOf, holdingOfType } from "../terms/holdings";
import { UsageError } from "./command";
import { resourcesOf } from "./resources-of";

/** Leavers that a stack takes back, as a step before their removal. */
export interface Returning {
  readonly leavers: readonly ForgottenLeaver[];
  /** Addresses of policies and groups that the state has and the roster has not: they go after whoever has them. */
  readonly leaving: readonly string[];
}

/** Keeps a thing exactly as it is, whatever the configuration says: an import of it is an import and nothing else. */
const AS_IT_IS = { lifecycle: { ignore_changes: "all" } };

/**
 * The resources of leavers, beside those of the roster, so that there is something to import into. No entry has to say what they hold:
 * Terraform ignores what the configuration says of it, and stores on what each depends, which is the order of the removal.
 * @throws UsageError where an address is the roster's
 */
export function takeBack(stack: TerraformStack, { leavers, leaving }: Returning): void {
  const own = resourcesOf(stack);
  const imports = leavers.flatMap((leaver) => leaver.imports);
  const clash = imports.find(({ to }) => own.has(to));
  if (clash !== undefined)
    throw new UsageError(`${clash.to} is in the roster again: roster adopt --mend finds another place for the leaver`);
  new ReturningResources(stack, "leavers", leavers, leaving);
  new ImportBlocks(stack, "leavers-imports", imports);
}

type Body = Readonly<Record<string, unknown>>;

class ReturningResources extends TerraformElement {
  public constructor(
    stack: TerraformStack,
    id: string,
    private readonly leavers: readonly ForgottenLeaver[],
    private readonly leaving: readonly string[],
  ) {
    super(stack, id);
  }

  public override toTerraform(): { resource: Record<string, Record<string, Body>> } {
    const resource: Record<string, Record<string, Body>> = {};
    const add = (address: string, body: Body) => {
      const { type = "", name = "" } = readAddress(address) ?? {};
      resource[type] = { ...resource[type], [name]: { ...body, ...AS_IT_IS } };
    };
    for (const address of this.leaving)
      add(address, address.startsWith("aws_iam_group.") ? { name: "-" } : { policy: "{}" });
    for (const leaver of this.leavers) {
      const user = `aws_iam_user.${addressOf(leaver.key)}`;
      // A user that the state has already is what the rest depends on.
      for (const to of new Set([user, ...leaver.imports.map((one) => one.to)]))
        add(to, to === user ? terraformText({ name: leaver.name }) : this.bodyOf(to, leaver, user));
    }
    return { resource };
  }

  private bodyOf(to: string, { name }: ForgottenLeaver, user: string): Body {
    const kind = holdingOfType(readAddress(to)?.type ?? "");
    if (kind === undefined) return {};
    const { user: attribute, required } = holdingFactsOf(kind);
    const shared = kind === "managedPolicy" || kind === "group" ? this.leaving : [];
    return {
      ...required,
      // Who has a device is not for the configuration to say.
      ...(kind === "mfaDevice" ? {} : terraformText({ [attribute]: name })),
      depends_on: [user, ...shared],
    };
  }
}
