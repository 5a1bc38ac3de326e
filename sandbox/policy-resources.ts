const PARTITIONS = new Set([
  "aws",
  "aws-cn",
  "aws-us-gov",
  "aws-iso",
  "aws-iso-b",
  "aws-iso-e",
  "aws-iso-f",
  "aws-eusc",
]);

const IAM_KINDS = [
  ...["user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/", "policy/"],
  ...["sms-mfa/", "saml-provider/", "oidc-provider/", "report/", "access-report/"],
];

function partitionFault(partition: string, rest: readonly string[]): string {
  const [service = "*", region = "*", account = "*", ...resource] = rest;
  const tail = resource.length > 0 ? resource.join(":") : "*";
  const arn = `arn:${partition}:${service === "" && rest.length === 1 ? "*" : service}:${region}:${account}:${tail}`;
  return `Partition "${partition}" is not valid for resource "${arn}".`;
}

/** What AWS says of one resource of a policy, or undefined where it is content. Words as recorded. */
export function checkResource(resource: string): string | undefined {
  if (resource === "*") return undefined;
  const parts = resource.split(":");
  if (parts.length === 1) return `Resource ${resource} must be in ARN format or "*".`;
  const [, partition = "", service, region, , ...tail] = parts;
  if (partition !== "*" && !PARTITIONS.has(partition)) return partitionFault(partition, parts.slice(2));
  if (service === undefined) return "Resource vendor must be fully qualified and cannot contain regexes.";
  const id = tail.join(":");
  if (region && service === "iam") return `IAM resource ${resource} cannot contain region information.`;
  if (region && service === "s3" && !id.startsWith("accesspoint/")) {
    return `Resource ${resource} can not contain region information.`;
  }
  if (service === "iam" && id !== "*" && id !== "root" && !IAM_KINDS.some((kind) => id.startsWith(kind))) {
    return `IAM resource path must either be "*", root, or start with ${IAM_KINDS.join(", ")}.`;
  }
  if (parts.length < 6 || service === "") return "The policy failed legacy parsing";
  return undefined;
}
