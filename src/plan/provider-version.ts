import { isObject, listIn, textIn } from "../text/values";
import type { PlanDocument } from "./accept";

/** `[6, 27, 0]` */
export type Version = readonly [major: number, minor: number, patch: number];

/** @returns undefined for what is no released version */
export function versionOf(text: string): Version | undefined {
  const [, major, minor, patch] = /^v?(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?$/.exec(text.trim()) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor ?? 0), Number(patch ?? 0)];
}

export function isAtLeast(version: Version | undefined, wanted: Version): boolean {
  return version !== undefined && compare(version, wanted) >= 0;
}

function compare(left: Version, right: Version): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/**
 * The oldest version of the AWS provider that can have made a plan. No plan says which one it was: it has the constraints,
 * and what only newer versions write. Undefined where neither tells anything.
 */
export function oldestProvider({ configuration, resource_changes }: PlanDocument): Version | undefined {
  const found = [...constraintsIn(configuration), ...tracesIn(resource_changes)];
  return found.reduce<Version | undefined>((most, each) => (isAtLeast(most, each) ? most : each), undefined);
}

/** Terraform takes one version for all modules: each constraint holds. */
function* constraintsIn(configuration: unknown): Generator<Version> {
  const configured =
    isObject(configuration) && isObject(configuration.provider_config) ? configuration.provider_config : {};
  for (const provider of Object.values(configured)) {
    if (!isObject(provider) || provider.name !== "aws") continue;
    for (const part of (textIn(provider.version_constraint) ?? "").split(",")) {
      const [, operator = "=", text = ""] = /^\s*(=|>=?|~>)?\s*([^\s<>!=~]+)\s*$/.exec(part) ?? [];
      const least = versionOf(text);
      if (least !== undefined) yield operator === ">" ? [least[0], least[1], least[2] + 1] : least;
    }
  }
}

/** Attributes and identities that newer versions alone have (CHANGELOG of the provider; an identity needs Terraform 1.12). */
function* tracesIn(changes: unknown): Generator<Version> {
  for (const entry of listIn(changes)) {
    if (!isObject(entry) || !isObject(entry.change)) continue;
    const { before, after, after_unknown, before_identity, after_identity } = entry.change;
    if (entry.type === "aws_iam_user" && (isObject(before_identity) || isObject(after_identity))) yield [6, 36, 0];
    const has = (side: unknown) => isObject(side) && "serial_number" in side;
    if (entry.type === "aws_iam_virtual_mfa_device" && [before, after, after_unknown].some(has)) yield [6, 28, 0];
  }
}
