import type { Product } from "./binary";

/** What the stacks require; `constructs` writes the same constraint into every `cdk.tf.json`. */
export const AWS_PROVIDER = {
  source: "hashicorp/aws",
  constraint: ">= 5.80.0, < 7.0.0",
} as const;

/** The registry that `hashicorp/aws` means to each product; a mirror has a folder of this name. */
export const REGISTRY_HOST: Readonly<Record<Product, string>> = {
  terraform: "registry.terraform.io",
  tofu: "registry.opentofu.org",
};

/** Whether a released version meets `AWS_PROVIDER.constraint`. As in Terraform, a pre-release never does. */
export function meetsConstraint(version: string): boolean {
  const parts = /^(\d+)\.(\d+)\.(\d+)$/.exec(version);
  if (!parts) return false;
  const [major, minor] = [Number(parts[1]), Number(parts[2])];
  return (major === 5 && minor >= 80) || major === 6;
}

/** Newest first. */
export function byVersion(left: string, right: string): number {
  return right.localeCompare(left, "en", { numeric: true });
}

/** Go's name of this machine's platform, for instance `linux_amd64`, as mirrors spell it. */
export function goPlatform(platform: NodeJS.Platform = process.platform, arch: string = process.arch): string {
  const systems: Record<string, string> = { win32: "windows", sunos: "solaris" };
  const processors: Record<string, string> = { x64: "amd64", ia32: "386" };
  return `${systems[platform] ?? platform}_${processors[arch] ?? arch}`;
}
