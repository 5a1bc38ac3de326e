/** How long policies may be (IAM User Guide, "IAM and AWS STS quotas"): inline ones by their holder, all of them together. */
export const policyQuotas = { managed: 6144, user: 2048, group: 5120, role: 10_240 } as const;

/** The characters of a policy that count for its quota: all but white space. */
export function policySize(document: string | object): number {
  return (typeof document === "string" ? document : JSON.stringify(document)).replace(/\s/g, "").length;
}
