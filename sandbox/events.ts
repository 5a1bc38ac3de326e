import { randomUUID } from "node:crypto";
import type { Call, Resource } from "./call";
import type { Service } from "./model";

const KEPT_EVENTS = 20_000;
const TYPES: ReadonlyMap<string, string> = new Map([
  ["user", "AWS::IAM::User"],
  ["group", "AWS::IAM::Group"],
  ["role", "AWS::IAM::Role"],
  ["policy", "AWS::IAM::Policy"],
  ["mfa", "AWS::IAM::MfaDevice"],
  ["key", "AWS::KMS::Key"],
]);

function resourcesOf(resource: Resource | undefined) {
  const kind = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:([a-z-]+)\/(?:.*\/)?([^/]+)$/.exec(resource?.arn ?? "");
  const type = kind && TYPES.get(kind[1] ?? "");
  return type && kind[2] ? [{ ResourceType: type, ResourceName: kind[2] }] : [];
}

/** CloudTrail keeps what changes something; reads are too many to keep and are left out. */
export function isReadOnly(action: string): boolean {
  return /^(Get|List|Describe|Lookup|Simulate|Generate)/.test(action);
}

/** Adds a writing call to the account's event history, refused ones with their error code. */
export function recordEvent(
  call: Call,
  envelope: { readonly service: Service; readonly action: string },
  resource: Resource | undefined,
  errorCode?: string,
): void {
  if (isReadOnly(envelope.action)) return;
  const { account, caller, time } = call;
  const username =
    caller.user?.userName ?? caller.session?.role?.sessionName ?? (caller.kind === "root" ? "root" : "sandbox");
  account.events.push({
    eventId: randomUUID(),
    eventName: envelope.action,
    eventSource: `${envelope.service}.amazonaws.com`,
    eventTime: time,
    username,
    accessKeyId: caller.accessKeyId,
    readOnly: false,
    resources: resourcesOf(resource),
    ...(errorCode === undefined ? {} : { errorCode }),
  });
  if (account.events.length > KEPT_EVENTS) account.events.splice(0, KEPT_EVENTS / 10);
}
