import type { Action } from "./call";
import { AwsError, noSuchEntity, quotaExceeded } from "./errors";
import { ATTACHED_POLICIES_QUOTA, type HolderKind, type NamesHolder } from "./holders";
import { listing, type PageRequest, paginate } from "./pagination";
import { checkPolicyArn, requirePolicy } from "./policies";

/** Policies that only AWS attaches, to roles of its own services. */
const SERVICE_ROLE_POLICY = /^arn:[^:]+:iam::aws:policy\/aws-service-role\//;

type NamesBoth = NamesHolder & { readonly PolicyArn: string };

export function attachPolicy(kind: HolderKind): Action<NamesBoth> {
  return {
    resource: (call, input) => kind.resource(call, input),
    run(call, input) {
      const holder = kind.require(call, input[kind.nameField]);
      requirePolicy(call, input.PolicyArn, "not attachable");
      if (SERVICE_ROLE_POLICY.test(input.PolicyArn)) {
        // AWS's code for it is in the service model (PolicyNotAttachable); its words are quoted in public issues.
        const words = `Cannot attach a Service Role Policy to a Customer ${kind.word === "role" ? "Role" : "Entity"}.`;
        throw new AwsError(400, "PolicyNotAttachable", words);
      }
      if (holder.attachedPolicies.includes(input.PolicyArn)) return undefined;
      if (holder.attachedPolicies.length >= ATTACHED_POLICIES_QUOTA) {
        throw quotaExceeded(kind.attachedQuota, ATTACHED_POLICIES_QUOTA);
      }
      holder.attachedPolicies.push(input.PolicyArn);
      return undefined;
    },
  };
}

export function detachPolicy(kind: HolderKind): Action<NamesBoth> {
  return {
    resource: (call, input) => kind.resource(call, input),
    run(call, input) {
      const holder = kind.require(call, input[kind.nameField]);
      checkPolicyArn(input.PolicyArn);
      const at = holder.attachedPolicies.indexOf(input.PolicyArn);
      if (at < 0) throw noSuchEntity(`Policy ${input.PolicyArn} was not found.`);
      holder.attachedPolicies.splice(at, 1);
      return undefined;
    },
  };
}

export function attachedPolicy(arn: string) {
  return { PolicyName: arn.slice(arn.lastIndexOf("/") + 1), PolicyArn: arn };
}

export function listAttachedPolicies(
  kind: HolderKind,
): Action<NamesHolder & PageRequest & { readonly PathPrefix?: string }> {
  return {
    resource: (call, input) => kind.resource(call, input),
    run(call, input) {
      const holder = kind.require(call, input[kind.nameField]);
      const prefix = input.PathPrefix ?? "/";
      const pathOf = (arn: string) => arn.slice(arn.indexOf(":policy/") + 7);
      const attached = holder.attachedPolicies.filter((arn) => pathOf(arn).startsWith(prefix));
      return listing("AttachedPolicies", paginate(call.action, attached, String, input), attachedPolicy);
    },
  };
}
