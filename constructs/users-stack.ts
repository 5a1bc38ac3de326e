import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Account, Roster } from "../src/roster/roster";
import { managedBy } from "../src/terms/tags";
import { RosterBackend } from "./backend";
import { IdentityOutput } from "./identity-output";
import { type ImportBlock, ImportBlocks } from "./import-blocks";
import { RosterUsers } from "./roster-users";
import { terraformText } from "./terraform-text";

/** A roster as a stack of its own. */
export interface UsersStackProps {
  /** Checked: a roster with errors must not come here. */
  readonly roster: Roster;
  /**
   * Path from the folder of the stack to the project, to which the path of a local backend is relative.
   * @default "../../.." as in `cdktf.out/stacks/<stack>`
   */
  readonly projectFromStack?: string;
  /**
   * What exists already and is taken over.
   * @default - nothing is imported
   * @see https://developer.hashicorp.com/terraform/language/import
   */
  readonly imports?: readonly ImportBlock[];
  /**
   * `projectId` of cdktf.json, which the state keeps in its output `roster`: a state of another project is not taken for this stack's.
   * @default - the state keeps the roster's file, its stack and its account
   */
  readonly projectId?: string;
}

/** The stack of one roster: one account, its provider, its backend, its users. */
export class UsersStack extends TerraformStack {
  /** The policies, groups and users. */
  public readonly roster: RosterUsers;

  public constructor(scope: Construct, props: UsersStackProps) {
    const { roster, imports = [], projectId, projectFromStack = "../../.." } = props;
    super(scope, roster.stack);
    new AwsProvider(this, "aws", terraformText(providerConfig(roster.account)));
    // CDKTF alone would pin the one version that its bindings were made from.
    this.addOverride("terraform.required_providers.aws", { source: "hashicorp/aws", version: ">= 5.80.0, < 7.0.0" });
    this.addOverride("terraform.required_version", ">= 1.5");
    new RosterBackend(this, roster.backend, projectFromStack);
    this.roster = new RosterUsers(this, "roster", { roster });
    new IdentityOutput(this, "identity", roster, projectId);
    if (imports.length > 0) new ImportBlocks(this, "imports", imports);
  }
}

function providerConfig({ id, region, assumeRole }: Account) {
  return {
    region,
    allowedAccountIds: id === undefined ? undefined : [id],
    defaultTags: [{ tags: { [managedBy.key]: managedBy.value } }],
    assumeRole: assumeRole === undefined ? undefined : [{ ...assumeRole }],
  };
}
