import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";
import type { Roster } from "../src/roster/roster";
import { IDENTITY_OUTPUT, type RosterIdentity } from "../src/terms/roster-identity";
import { terraformText } from "./terraform-text";

/** Writes into the state whose it is, so that no other roster takes it for its own. */
export class IdentityOutput extends TerraformElement {
  private readonly identity: RosterIdentity;

  public constructor(scope: Construct, id: string, roster: Roster, project: string | undefined) {
    super(scope, id);
    this.identity = identityOf(roster, project);
  }

  public override toTerraform(): unknown {
    return { output: { [IDENTITY_OUTPUT]: { value: terraformText(this.identity) } } };
  }
}

/** @param project `projectId` of cdktf.json */
export function identityOf(
  { file, stack, account }: Pick<Roster, "file" | "stack" | "account">,
  project: string | undefined,
): RosterIdentity {
  return {
    ...(account.id === undefined ? {} : { account: account.id }),
    file: insideProject(file),
    ...(project === undefined ? {} : { project }),
    stack,
  };
}

/** Of a file outside the project only the name: where it lies is another place on each machine. */
function insideProject(file: string): string {
  const outside = /^(?:\/|\.\.\/|[A-Za-z]:)/.test(file);
  return outside ? (file.split("/").at(-1) ?? file) : file;
}
