import { awsActions } from "../../src/catalogue/aws-actions";
import { accessOf, Coverage } from "../../src/policy/access";
import { Actions } from "../../src/policy/actions";
import { type AccessChange, compare } from "../../src/policy/compare";
import { matches } from "../../src/policy/matches";
import type { Principal } from "../../src/policy/principal";
import type { Scope } from "../../src/policy/scope";
import type { SandboxState } from "../../src/sandbox/state";
import { call, sandboxOf } from "./ask";

/** Requests that change nothing, or name what is not there, with the resources that policies see. */
const account = "arn:aws:iam::123456789012";
const requests = [
  ...["alice", "bob", "ghost"].map((name) => iam("GetUser", { UserName: name }, `${account}:user/${name}`)),
  iam("ListUsers", {}, `${account}:user/`),
  iam("GetGroup", { GroupName: "dev" }, `${account}:group/dev`),
  iam("DeleteGroup", { GroupName: "ghosts" }, `${account}:group/ghosts`),
  iam("GetPolicy", { PolicyArn: `${account}:policy/p1` }, `${account}:policy/p1`),
  iam("DeleteUser", { UserName: "ghost" }, `${account}:user/ghost`),
  ...["acme-logs", "other"].map((bucket) => ({
    ...{ action: "s3:GetBucketPolicy", resource: `arn:aws:s3:::${bucket}`, service: "s3" },
    ...{ method: "GET", url: `/${bucket}?policy`, body: "" },
  })),
];

function iam(action: string, parameters: Readonly<Record<string, string>>, resource: string) {
  return { ...call(action, parameters), action: `iam:${action}`, resource };
}

type Request = (typeof requests)[number];

/** Asks the sandbox with somebody's key; everything but a refusal counts as allowed. */
function asks(state: SandboxState) {
  const sandbox = sandboxOf(state);
  return (accessKeyId: string, request: Request): boolean =>
    !sandbox({ accessKeyId }, request).includes("AccessDenied");
}

// The services that are asked about: with all of them each comparison would take ten times as long.
export const coverage = new Coverage(new Actions(["iam", "s3"].flatMap((name) => awsActions().service(name) ?? [])));

function within({ terms }: Pick<Scope, "terms">, resource: string): boolean {
  return terms.every((term) =>
    "pattern" in term ? matches(term.pattern, resource) : !term.not.some((pattern) => matches(pattern, resource)),
  );
}

/** Changes that are about a request. */
function about(changes: readonly AccessChange[], { action, resource }: Request): AccessChange[] {
  return changes.filter((change) => change.actions.some(({ name }) => name === action) && within(change, resource));
}

const isCertain = ({ conditions, except }: AccessChange, resource: string) =>
  conditions.length === 0 && !except.some((scope) => within(scope, resource));

/** Somebody on both sides of a plan, with the key that is asked with. */
export interface Compared {
  readonly name: string;
  readonly before: Principal | undefined;
  readonly after: Principal | undefined;
  readonly key: string;
}

/** Where what the review says of somebody differs from what the sandbox answers before and after the apply. */
export function differencesOf(people: readonly Compared[], before: SandboxState, after: SandboxState): string[] {
  const [was, is] = [asks(before), asks(after)];
  return people.flatMap(({ name, before: one, after: other, key }) => {
    if (one === undefined || other === undefined) return [`${name} is not in the plan`];
    const { gained, lost, unknown } = compare(accessOf(one), accessOf(other), coverage);
    return [
      ...unknown.map(({ through }) => `${name}: ${through} is not known`),
      ...requests.flatMap((request) => {
        const [could, can] = [was(key, request), is(key, request)];
        const [gains, losses] = [about(gained, request), about(lost, request)];
        const certain = (changes: readonly AccessChange[]) =>
          changes.some((change) => isCertain(change, request.resource));
        const { action, resource } = request;
        const told = `${name} ${action} ${resource}: could ${could}, can ${can}`;
        if (can && !could && gains.length === 0) return [`${told}, gain not told`];
        if (could && !can && losses.length === 0) return [`${told}, loss not told`];
        if (certain(gains) && !can) return [`${told}, told as gained`];
        if (certain(losses) && !could) return [`${told}, told as lost`];
        return [];
      }),
    ];
  });
}
