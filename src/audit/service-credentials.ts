import type { LiveAccount, Output } from "../aws/account";
import { AccessDenied, CallFailed } from "../aws/failures";
import { listAll } from "../aws/paging";
import { groupBy } from "../text/group-by";
import type { NotSeen, ServiceCredential } from "./inventory";

const ACTION = "iam:ListServiceSpecificCredentials";
const WHAT = "service-specific credentials";

/** How an endpoint says that it does not know the question. */
const REFUSED = /^(Validation(Error|Exception)?|Invalid(Input|Action|Parameter\w*)|MissingParameter|NotImplemented)$/;

/**
 * The service-specific credentials of all users, by user name: a few pages instead of a call for each user (API
 * reference, ListServiceSpecificCredentials: AllUsers, Marker, MaxItems).
 * @throws ListingFailed
 */
export async function readServiceCredentials(
  account: LiveAccount,
): Promise<ReadonlyMap<string, readonly ServiceCredential[]> | NotSeen> {
  try {
    const all = await listAll(knowing(account), ACTION, { AllUsers: true }, "ServiceSpecificCredentials");
    const credentials = all.map(
      ({ UserName: user = "", ServiceSpecificCredentialId: id = "", ServiceName: service = "" }) => ({
        user,
        id,
        service,
      }),
    );
    return groupBy(credentials, ({ user }) => user);
  } catch (error) {
    if (error instanceof AccessDenied) return { what: WHAT, permission: error.permission, words: error.words };
    if (!(error instanceof CallFailed) || !REFUSED.test(error.code)) throw error;
    return { what: WHAT, words: `the endpoint does not list them for all users at once (${error.code})` };
  }
}

/**
 * An endpoint from before AllUsers leaves it out of account and answers with the caller's own credentials, without
 * paging: `IsTruncated` came into this answer together with AllUsers.
 */
function knowing(account: LiveAccount): LiveAccount {
  return {
    region: account.region,
    call: async (action, input, options) => {
      const output = await account.call(action, input, options);
      if ((output as Output<typeof ACTION>).IsTruncated !== undefined) return output;
      throw new CallFailed(action, "InvalidAction", "AllUsers was ignored");
    },
  };
}
