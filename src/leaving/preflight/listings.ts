import type { LiveAccount } from "../../aws/account";
import { look, type Outcome } from "../../aws/outcome";
import { listAll } from "../../aws/paging";

/** Something of the account by its name. IAM does not distinguish names by case. */
export interface Named {
  readonly name: string;
  /** What an import block takes: a name, of a policy the ARN. */
  readonly id: string;
}

/** Lists of the account that several questions need: each is read at most once, and only if one of them asks. */
export class Listings {
  private readonly asked = new Map<string, Promise<Outcome<Named[]>>>();

  public constructor(private readonly account: LiveAccount) {}

  public users(): Promise<Outcome<Named[]>> {
    return this.once("users of the account", async () =>
      (await listAll(this.account, "iam:ListUsers", {}, "Users")).map(({ UserName = "" }) => called(UserName)),
    );
  }

  public groups(): Promise<Outcome<Named[]>> {
    return this.once("groups of the account", async () =>
      (await listAll(this.account, "iam:ListGroups", {}, "Groups")).map(({ GroupName = "" }) => called(GroupName)),
    );
  }

  /** Those of the account itself. */
  public policies(): Promise<Outcome<Named[]>> {
    return this.once("policies of the account", () => this.scope("Local"));
  }

  /** AWS's own: two calls, however many are asked for; GetPolicy of each would need a permission outside the account. */
  public awsPolicies(): Promise<Outcome<Named[]>> {
    return this.once("AWS managed policies", () => this.scope("AWS"));
  }

  private async scope(Scope: "Local" | "AWS"): Promise<Named[]> {
    const policies = await listAll(this.account, "iam:ListPolicies", { Scope }, "Policies");
    return policies.map(({ PolicyName = "", Arn = "" }) => ({ name: PolicyName, id: Arn }));
  }

  private once(what: string, list: () => Promise<Named[]>): Promise<Outcome<Named[]>> {
    const known = this.asked.get(what) ?? look(what, list);
    this.asked.set(what, known);
    return known;
  }
}

const called = (name: string): Named => ({ name, id: name });
