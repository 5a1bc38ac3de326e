import { ofType } from "../../plan/change";
import type { Plan } from "../../plan/read";

/**
 * Users whose creation was cut off when AWS had made them already: the provider reads a user back after CreateUser, and Terraform
 * marks it as tainted when that fails. Nothing of the user is missing, since tags and boundary are part of that one call; made
 * again it would be somebody else, and what it holds by then would go.
 */
export function halfMadeUsers({ changes }: Plan): string[] {
  return ofType(changes, "aws_iam_user").flatMap(({ address, reason }) =>
    reason === "replace_because_tainted" ? [address] : [],
  );
}
