import { basename, extname } from "node:path";
import { defined } from "../text/defined";
import { normaliseDefaults, normaliseUser, policyReference } from "./normalise-user";
import type { PgpKeyFiles } from "./pgp-keys";
import type { Account, Backend, BackendKind, Group, GuardSettings, Origin, PartialRoster, Policy } from "./roster";
import type { WrittenGroup, WrittenPeople, WrittenPolicy, WrittenRoster } from "./users.written";

/** A file that the schema has accepted. */
export interface WrittenFile<Written> {
  readonly file: string;
  readonly written: Written;
}

/** Fills in every default, once: nothing after this asks what was left out. */
export function normalise(
  main: WrittenFile<WrittenRoster>,
  included: readonly WrittenFile<WrittenPeople>[],
  keyFiles: PgpKeyFiles,
): PartialRoster {
  const { file, written } = main;
  const stack = written.stack ?? defaultStackName(file);
  const defaults = normaliseDefaults(written.defaults ?? {}, keyFiles);
  const people = [main, ...included];
  return {
    whole: false,
    file,
    stack,
    account: normaliseAccount(written),
    backend: normaliseBackend(written, stack),
    defaults: defined({ permissionsBoundary: defaults.boundary }),
    policies: entries(people, "policies", normalisePolicy),
    groups: entries(people, "groups", normaliseGroup),
    users: entries(people, "users", (key, user, origin) => normaliseUser(key, user, { defaults, keyFiles, origin })),
    removals: Object.entries(written.removals ?? {}).map(([key, removal]) => ({
      key,
      ...removal,
      origin: { file, path: ["removals", key] },
    })),
    approvers: written.approvers ?? {},
    guards: { ...defaultGuardSettings, ...written.guards },
  };
}

export const defaultGuardSettings: GuardSettings = {
  soakDays: 14,
  maxRemovals: 20,
  maxRemovalShare: 0.25,
  managedPoliciesPerUser: 10,
  maxKeyAgeDays: 90,
};

/** Where the state of a stack lies that says nothing of it. */
export function defaultStatePath(stack: string): string {
  return `terraform.${stack}.tfstate`;
}

export function defaultStackName(file: string): string {
  return basename(file, extname(file));
}

function entries<Kind extends "policies" | "groups" | "users", Made>(
  files: readonly WrittenFile<WrittenPeople>[],
  kind: Kind,
  make: (key: string, entry: NonNullable<WrittenPeople[Kind]>[string], origin: Origin) => Made,
): Made[] {
  return files.flatMap(({ file, written }) =>
    Object.entries(written[kind] ?? {}).map(([key, entry]) =>
      make(key, entry as NonNullable<WrittenPeople[Kind]>[string], { file, path: [kind, key] }),
    ),
  );
}

function normaliseAccount({ account }: WrittenRoster): Account {
  return defined({ region: account?.region ?? "us-east-1", id: account?.id, assumeRole: account?.assumeRole });
}

function normaliseBackend({ backend }: WrittenRoster, stack: string): Backend {
  const [kind, settings] = Object.entries(backend ?? { local: {} })[0] ?? ["local", {}];
  const path = kind === "local" && !("path" in settings) ? { path: defaultStatePath(stack) } : {};
  return { kind: kind as BackendKind, settings: { ...path, ...settings } };
}

function normalisePolicy(key: string, policy: WrittenPolicy, origin: Origin): Policy {
  return defined({
    key,
    name: policy.name ?? key,
    path: policy.path ?? "/",
    description: policy.description,
    tags: policy.tags ?? {},
    document: policy.document,
    origin,
  });
}

function normaliseGroup(key: string, group: WrittenGroup, origin: Origin): Group {
  return {
    key,
    name: group.name ?? key,
    path: group.path ?? "/",
    existing: group.existing ?? false,
    policies: (group.policies ?? []).map(policyReference),
    origin,
  };
}
