import { IamUserLoginProfile } from "@cdktf/provider-aws/lib/iam-user-login-profile";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { addressOf } from "../src/terms/addresses";
import type { CredentialProps } from "./credential";
import { refuse } from "./refuse";
import { terraformText } from "./terraform-text";

/** The settings of console access. They describe the first password only: later changes are ignored. */
export interface LoginProfileProps {
  /**
   * Encrypts the first password before it reaches the state: a public key in base64, or `keybase:name`.
   * @default - the password is readable in the state
   * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_user_login_profile#pgp_key
   */
  readonly pgpKey?: string;
  /**
   * Characters of the first password, 8 to 128.
   * @default 20
   */
  readonly passwordLength?: number;
  /**
   * The first password must be changed at the first sign-in.
   * @default true
   */
  readonly passwordResetRequired?: boolean;
}

/** Console access together with the user who has it. */
export interface ManagedLoginProfileProps extends LoginProfileProps, Pick<CredentialProps, "user"> {}

/**
 * Console access: `aws_iam_user_login_profile.alice`.
 *
 * All arguments of the resource force a replacement, and a replacement is a password reset. So their changes are
 * ignored: nobody's password is reset by a plan.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html
 */
export class ManagedLoginProfile extends Construct {
  /** The login profile in Terraform. */
  public readonly resource: IamUserLoginProfile;

  public constructor(scope: Construct, id: string, props: ManagedLoginProfileProps) {
    super(scope, id);
    const { user, pgpKey, passwordLength = 20, passwordResetRequired = true } = props;
    if (!Token.isUnresolved(passwordLength) && !(passwordLength >= 8 && passwordLength <= 128)) {
      refuse(this, "passwordLength", `is ${passwordLength}: it must be 8 to 128`);
    }
    this.resource = new IamUserLoginProfile(this, "Resource", {
      ...terraformText({ user: user.resource.name, pgpKey, passwordLength, passwordResetRequired }),
      lifecycle: { ignoreChanges: ["password_length", "password_reset_required", "pgp_key"] },
    });
    this.resource.overrideLogicalId(addressOf(user.key));
  }

  /**
   * The first password, encrypted for the holder of the PGP key, in base64: safe as an output.
   * @throws Error where the login profile has no `pgpKey`
   */
  public get encryptedPassword(): string {
    if (this.resource.pgpKeyInput === undefined) {
      refuse(this, "encryptedPassword", "needs a pgpKey: without one the password is not encrypted");
    }
    return this.resource.encryptedPassword;
  }
}
