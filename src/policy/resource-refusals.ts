import { partitions } from "../terms/partitions";

export const legacyParsing = "The policy failed legacy parsing";

const iamKinds = [
  ...["user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/", "policy/"],
  ...["sms-mfa/", "saml-provider/", "oidc-provider/", "report/", "access-report/"],
];

/** Kinds of resources of S3 that are in a region (Service Authorization Reference, "Amazon S3"); buckets and objects are not. */
const regionalOfS3 = ["accesspoint/", "access-grants/", "job/", "storage-lens/", "storage-lens-group/"];

function partitionRefusal(partition: string, rest: readonly string[]): string {
  const [service = "*", region = "*", account = "*", ...resource] = rest;
  const tail = resource.length > 0 ? resource.join(":") : "*";
  const arn = `arn:${partition}:${service === "" && rest.length === 1 ? "*" : service}:${region}:${account}:${tail}`;
  return `Partition "${partition}" is not valid for resource "${arn}".`;
}

/** What AWS says of one resource of a policy, or undefined where it accepts it. Words as recorded. */
export function resourceRefusal(resource: string): string | undefined {
  if (resource === "*") return undefined;
  const parts = resource.split(":");
  if (parts.length === 1) return `Resource ${resource} must be in ARN format or "*".`;
  const [, partition = "", service, region, , ...tail] = parts;
  if (partition !== "*" && !Object.hasOwn(partitions, partition)) return partitionRefusal(partition, parts.slice(2));
  if (service === undefined) return "Resource vendor must be fully qualified and cannot contain regexes.";
  const id = tail.join(":");
  if (region && service === "iam") return `IAM resource ${resource} cannot contain region information.`;
  if (region && service === "s3" && !regionalOfS3.some((kind) => id.startsWith(kind))) {
    return `Resource ${resource} can not contain region information.`;
  }
  if (service === "iam" && id !== "*" && id !== "root" && !iamKinds.some((kind) => id.startsWith(kind))) {
    return `IAM resource path must either be "*", root, or start with ${iamKinds.join(", ")}.`;
  }
  if (parts.length < 6 || service === "") return legacyParsing;
  return undefined;
}
