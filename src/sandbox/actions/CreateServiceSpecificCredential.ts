import type { Action } from "../call";
import { invalidInput, quotaExceeded } from "../errors";
import { uniqueId } from "../ids";
import {
  requireService,
  SERVICE_CREDENTIALS_PER_SERVICE,
  servicePassword,
  serviceUserName,
  writeServiceCredential,
} from "../service-credentials";
import type { ServiceSpecificCredential } from "../state";
import { requireUser, userResource } from "../users";
import { isoSeconds } from "../xml";

interface Input {
  readonly UserName: string;
  readonly ServiceName: string;
  readonly CredentialAgeDays?: number;
}

const DAY_MS = 86_400_000;

export const CreateServiceSpecificCredential: Action<Input> = {
  resource: userResource,
  run(call, input) {
    const user = requireUser(call, input.UserName);
    const { ServiceName: serviceName, CredentialAgeDays: age } = input;
    const apiKey = requireService(serviceName) === "api key";
    const present = user.serviceSpecificCredentials.filter((other) => other.serviceName === serviceName);
    if (present.length >= SERVICE_CREDENTIALS_PER_SERVICE) {
      throw quotaExceeded("ServiceSpecificCredentialsPerUser", SERVICE_CREDENTIALS_PER_SERVICE);
    }
    // That only API keys have an age is in the API reference; the words are not recorded.
    if (age !== undefined && !apiKey) throw invalidInput(`CredentialAgeDays is not supported for ${serviceName}`);
    const name = serviceUserName(call.account, user, serviceName);
    const credential: ServiceSpecificCredential = {
      serviceSpecificCredentialId: uniqueId("ACCA"),
      serviceName,
      ...(apiKey ? { serviceCredentialAlias: name } : { serviceUserName: name }),
      createDate: call.time,
      ...(age === undefined ? {} : { expirationDate: isoSeconds(new Date(call.now.getTime() + age * DAY_MS)) }),
      status: "Active",
    };
    user.serviceSpecificCredentials.push(credential);
    return { ServiceSpecificCredential: writeServiceCredential(user, credential, servicePassword()) };
  },
};
