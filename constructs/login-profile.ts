import { IamUserLoginProfile } from "@cdktf/provider-aws/lib/iam-user-login-profile";
import { address } from "./addresses";
import { terraformText } from "./terraform-text";
import type { UserScope } from "./user-scope";

export interface LoginProfileProps {
  /** Encrypts the first password before it reaches the state. @default - the password is in clear in the state */
  readonly pgpKey?: string;
  /** Characters of the first password, 8 to 128. @default 20 */
  readonly passwordLength?: number;
  /** The first password must be changed at the first sign-in. @default true */
  readonly passwordResetRequired?: boolean;
}

/**
 * Console access: `aws_iam_user_login_profile.alice`.
 *
 * All its arguments force a replacement, and a replacement is a password reset. They describe the first password
 * only, so later changes are ignored: nobody's password is reset by a plan.
 */
export class ManagedLoginProfile extends IamUserLoginProfile {
  public constructor(scope: UserScope, props: LoginProfileProps) {
    super(scope, "login-profile", {
      ...terraformText({
        user: scope.user.name,
        pgpKey: props.pgpKey,
        passwordLength: props.passwordLength ?? 20,
        passwordResetRequired: props.passwordResetRequired ?? true,
      }),
      lifecycle: { ignoreChanges: ["password_length", "password_reset_required", "pgp_key"] },
    });
    this.overrideLogicalId(address(scope.key));
  }
}
