import { randomBytes } from "node:crypto";
import { noSuchEntity } from "./errors";
import type { Account, ServiceSpecificCredential, User } from "./state";

export const SERVICE_CREDENTIALS_PER_SERVICE = 2;

/** Services by name; those with an alias give an API key instead of a user name and a password (API reference, CreateServiceSpecificCredential). */
const SERVICES: ReadonlyMap<string, "password" | "api key"> = new Map([
  ["codecommit.amazonaws.com", "password"],
  ["cassandra.amazonaws.com", "password"],
  ["bedrock.amazonaws.com", "api key"],
  ["logs.amazonaws.com", "api key"],
]);

export function requireService(name: string): "password" | "api key" {
  const kind = SERVICES.get(name);
  if (kind) return kind;
  throw noSuchEntity(`No such service ${name} is supported for Service Specific Credentials`);
}

export function requireServiceCredential(user: User, id: string): ServiceSpecificCredential {
  const found = user.serviceSpecificCredentials.find((candidate) => candidate.serviceSpecificCredentialId === id);
  if (found) return found;
  throw noSuchEntity(`No such credential ${id} exists`);
}

/** `alice-at-123456789012`, then `alice+1-at-...` for a second one (IAM User Guide, "CodeCommit Git credentials"). */
export function serviceUserName(account: Account, user: User, serviceName: string): string {
  const others = user.serviceSpecificCredentials.filter((credential) => credential.serviceName === serviceName);
  const plain = `${user.userName}-at-${account.accountId}`;
  const taken = others.some((credential) => credential.serviceUserName === plain);
  return taken ? `${user.userName}+1-at-${account.accountId}` : plain;
}

export function servicePassword(): string {
  return randomBytes(32).toString("base64");
}

/** A credential with its secret, which AWS shows once, or as a list shows it. */
export function writeServiceCredential(user: User, credential: ServiceSpecificCredential, secret?: string): object {
  const apiKey = credential.serviceCredentialAlias !== undefined;
  return {
    CreateDate: credential.createDate,
    ExpirationDate: credential.expirationDate,
    ServiceName: credential.serviceName,
    ServiceUserName: credential.serviceUserName,
    ServicePassword: apiKey ? undefined : secret,
    ServiceCredentialAlias: credential.serviceCredentialAlias,
    ServiceCredentialSecret: apiKey ? secret : undefined,
    ServiceSpecificCredentialId: credential.serviceSpecificCredentialId,
    UserName: user.userName,
    Status: credential.status,
  };
}
