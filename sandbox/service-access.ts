import { groupArn, roleArn, userArn } from "./arns";
import { policiesOf } from "./authorization";
import type { Documents } from "./documents";
import { SERVICE_NAMES } from "./services";
import type { Account, PolicyHolder, Role, ServiceUse, User } from "./state";

interface Entity {
  readonly holder: PolicyHolder;
  readonly id: string;
  readonly who: { user?: User; role?: Role };
}

/** The entity behind an ARN, as far as service last accessed data is kept for it. */
export function entityOf(account: Account, arn: string): Entity | undefined {
  for (const user of Object.values(account.users)) {
    if (userArn(account, user) === arn) return { holder: user, id: user.userId, who: { user } };
  }
  for (const role of Object.values(account.roles)) {
    if (roleArn(account, role) === arn) return { holder: role, id: role.roleId, who: { role } };
  }
  for (const group of Object.values(account.groups)) {
    if (groupArn(account, group) === arn) return { holder: group, id: group.groupId, who: {} };
  }
  return undefined;
}

/** Namespaces of the services that the entity's policies allow anything in. */
function allowedServices(documents: Documents, account: Account, entity: Entity): string[] {
  const allowed = new Set<string>();
  for (const { statements } of policiesOf(documents, account, entity.who).identity) {
    for (const { effect, actions = ["*"] } of statements) {
      if (effect !== "Allow") continue;
      for (const action of actions) {
        const namespace = action.split(":")[0]?.toLowerCase() ?? "";
        for (const known of SERVICE_NAMES.keys()) if (namespace === "*" || namespace === known) allowed.add(known);
      }
    }
  }
  return [...allowed].sort();
}

/** One row for each service that the entity may use, with its last use where there was one. */
export function servicesLastAccessed(
  documents: Documents,
  account: Account,
  arn: string,
): Array<{ readonly namespace: string; readonly written: object }> {
  const entity = entityOf(account, arn);
  if (!entity) return [];
  const uses: ServiceUse | undefined = account.serviceUse[entity.id];
  return allowedServices(documents, account, entity).map((namespace) => {
    const use = uses?.[namespace];
    return {
      namespace,
      written: {
        ServiceName: SERVICE_NAMES.get(namespace),
        LastAuthenticated: use?.date,
        ServiceNamespace: namespace,
        LastAuthenticatedEntity: use ? arn : undefined,
        LastAuthenticatedRegion: use?.region,
        TotalAuthenticatedEntities: use ? 1 : 0,
      },
    };
  });
}
