import { randomUUID } from "node:crypto";
import { defined } from "../text/defined";
import type { Call, Resource } from "./call";
import type { Service } from "./model";
import type { Account, TrailEvent } from "./state";

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
  const bucket = /^arn:[^:]+:s3:::([^/]+)$/.exec(resource?.arn ?? "")?.[1];
  if (bucket !== undefined) return [{ ResourceType: "AWS::S3::Bucket", ResourceName: bucket }];
  const kind = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:([a-z-]+)\/(?:.*\/)?([^/]+)$/.exec(resource?.arn ?? "");
  const type = kind && TYPES.get(kind[1] ?? "");
  return type && kind[2] ? [{ ResourceType: type, ResourceName: kind[2] }] : [];
}

const HOME = "us-east-1";
const GLOBAL_SERVICES: ReadonlySet<string> = new Set(["iam", "sts"]);
const IDENTITY_TYPES = { admin: "AssumedRole", role: "AssumedRole", root: "Root", user: "IAMUser" } as const;

/** Where a call counts: those to global services in one region (CloudTrail User Guide, "Global service events"). */
export const homeOf = (service: Service, region: string): string => (GLOBAL_SERVICES.has(service) ? HOME : region);

export const regionOf = (event: TrailEvent): string => event.region ?? HOME;

/** CloudTrail keeps what changes something; reads are too many to keep and are left out. */
function isReadOnly(action: string): boolean {
  // What is done to objects is in no history: those are data events (CloudTrail User Guide).
  if (/^(Put|Delete)Object$/.test(action)) return true;
  return /^(Get|List|Describe|Lookup|Simulate|Generate|Validate)/.test(action);
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
    region: homeOf(envelope.service, call.region),
    identity: { type: IDENTITY_TYPES[caller.kind], principalId: caller.userId },
    resources: resourcesOf(resource),
    ...defined({ errorCode }),
  });
  if (account.events.length > KEPT_EVENTS) account.events.splice(0, KEPT_EVENTS / 10);
}

export function isWithin(event: TrailEvent, start: number, end: number): boolean {
  const time = Date.parse(event.eventTime) / 1000;
  return time >= start && time <= end;
}

/** The attributes LookupEvents can ask for; names are CloudTrail's. */
export function hasAttribute(
  event: TrailEvent,
  wanted: { readonly AttributeKey: string; readonly AttributeValue: string },
) {
  const value = wanted.AttributeValue;
  switch (wanted.AttributeKey) {
    case "EventId":
      return event.eventId === value;
    case "EventName":
      return event.eventName === value;
    case "EventSource":
      return event.eventSource === value;
    case "ReadOnly":
      return String(event.readOnly) === value;
    case "Username":
      return event.username === value;
    case "AccessKeyId":
      return event.accessKeyId === value;
    case "ResourceType":
      return event.resources.some((resource) => resource.ResourceType === value);
    case "ResourceName":
      return event.resources.some((resource) => resource.ResourceName === value);
    default:
      return false;
  }
}

export function writeEvent(account: Account, event: TrailEvent): object {
  const trail = {
    eventVersion: "1.11",
    userIdentity: {
      ...(event.identity ?? { type: "IAMUser" }),
      accountId: account.accountId,
      userName: event.username,
      accessKeyId: event.accessKeyId,
    },
    eventTime: event.eventTime,
    eventSource: event.eventSource,
    eventName: event.eventName,
    awsRegion: regionOf(event),
    sourceIPAddress: "127.0.0.1",
    errorCode: event.errorCode,
    readOnly: event.readOnly,
    eventID: event.eventId,
    recipientAccountId: account.accountId,
  };
  return {
    EventId: event.eventId,
    EventName: event.eventName,
    ReadOnly: String(event.readOnly),
    AccessKeyId: event.accessKeyId,
    EventTime: Date.parse(event.eventTime) / 1000,
    EventSource: event.eventSource,
    Username: event.username,
    Resources: event.resources,
    CloudTrailEvent: JSON.stringify(trail),
  };
}
