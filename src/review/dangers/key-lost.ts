import { ofType } from "../../plan/change";
import { thereOn, valuesOn } from "../../plan/side";
import { type Grant, type Key, lossOf } from "../../policy/key-loss";
import type { Identity } from "../../policy/naming";
import { defined } from "../../text/defined";
import type { Concern, Context, DangerRule } from "../danger";
import type { Person } from "../model/person";

export const keyLost: DangerRule = {
  id: "key-lost",
  severity: "error",
  summary:
    "Somebody leaves without whom nobody may decrypt with a KMS key of this plan, or change its policy; a warning where the key names others too.",
  why: "What is encrypted under a key that nobody may use is lost; a policy that nobody may change only AWS Support can open.",
  fix: "Name whoever takes over the data in the key policy, or with a grant, then plan again.",
  opener: "roster",
  check: (context) => {
    const leavers = context.people.flatMap((person) => {
      const who = identityOf(person, context);
      return who === undefined ? [] : [{ person, who }];
    });
    if (leavers.length === 0) return [];
    const keys = keysIn(context);
    const leaving = leavers.map(({ who }) => who);
    return leavers.flatMap(({ person, who }) =>
      keys.flatMap((key): Concern[] => {
        const loss = lossOf(key, who, leaving);
        if (loss === undefined) return [];
        const about = { person, address: key.arn };
        const lost = [
          ...(loss.administrator ? [`nobody may change the policy of ${key.arn}`] : []),
          ...(loss.user ? [`nobody may decrypt with ${key.arn}`] : []),
        ];
        if (lost.length > 0) return [{ message: `without ${person.name} ${lost.join(", and ")}`, ...about }];
        const message = `${key.arn} names ${person.name}, who leaves, ${loss.named.join(", ")}`;
        const fix =
          "Take the user out of the key policy, or retire the grant: otherwise it names somebody who is gone.";
        return [{ message, ...about, severity: "warning", fix }];
      }),
    );
  },
};

function identityOf(person: Person, { changesOf }: Context): Identity | undefined {
  const [user] = person.change === "leaves" && !person.forgotten ? ofType(changesOf(person), "aws_iam_user") : [];
  const { arn, unique_id: userId, name = person.name } = user?.before ?? {};
  return arn === undefined ? undefined : { name, arn, userId };
}

/** Keys as they are after the plan, each called by the address of what has its policy. */
function keysIn({ changes, documentOf }: Context): Key[] {
  const grants = thereOn("after", changes, "aws_kms_grant").map((change) => {
    const {
      grant_id,
      key_id,
      grantee_principal,
      retiring_principal,
      operations = [],
    } = valuesOn(change, "after") ?? {};
    const grant: Grant = {
      ...{ id: grant_id ?? change.address, grantee: grantee_principal ?? "", operations },
      ...defined({ retiring: retiring_principal }),
    };
    return { key: key_id, grant };
  });
  const written = thereOn("after", changes, "aws_kms_key_policy").map((change) => ({
    ...{ change, id: valuesOn(change, "after")?.key_id, policy: valuesOn(change, "after")?.policy },
  }));
  const made = thereOn("after", changes, "aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key").map(
    (change) => ({
      ...{ change, id: valuesOn(change, "after")?.arn, policy: valuesOn(change, "after")?.policy },
    }),
  );
  // A key whose policy stands beside it has no other.
  const own = made.filter(({ id }) => !written.some((other) => isSameKey(id, other.id)));
  return [...written, ...own].map(({ change, id, policy: text }) => {
    const policy = documentOf(text);
    const its = grants.filter(({ key }) => isSameKey(id, key)).map(({ grant }) => grant);
    return { arn: change.address, ...defined({ policy }), grants: its };
  });
}

/** By id or by ARN. */
function isSameKey(one: string | undefined, other: string | undefined): boolean {
  const idOf = (text: string) => text.slice(text.lastIndexOf("/") + 1);
  return one !== undefined && other !== undefined && idOf(one) === idOf(other);
}
