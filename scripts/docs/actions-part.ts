import { ACTIONS } from "../../src/sandbox/actions";
import type { Service } from "../../src/sandbox/model";

const titles: Readonly<Record<Service, string>> = {
  iam: "IAM",
  sts: "STS",
  kms: "KMS",
  cloudtrail: "CloudTrail",
  accessanalyzer: "IAM Access Analyzer",
  s3: "S3",
};

/** The actions of the sandbox, a paragraph a service. */
export function actionsPart(): string {
  const services = Object.entries(titles) as [Service, string][];
  return services
    .map(([service, title]) => {
      const names = [...ACTIONS[service].keys()].sort().map((name) => `\`${name}\``);
      return `**${title}** (${names.length}): ${names.join(", ")}`;
    })
    .join("\n\n");
}
