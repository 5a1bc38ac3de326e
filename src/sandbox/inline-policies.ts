import { encodeDocument } from "../policy/encoding";
import { policyQuotas, policySize } from "../policy/size";
import type { Action } from "./call";
import { checkIdentityPolicy } from "./documents";
import { limitExceeded, noSuchEntity } from "./errors";
import type { HolderKind, NamesHolder } from "./holders";
import { listing, type PageRequest, paginate } from "./pagination";

type NamesInline = NamesHolder & { readonly PolicyName: string };

function notFound(kind: HolderKind, name: string) {
  return noSuchEntity(`The ${kind.word} policy with name ${name} cannot be found.`);
}

export function putInlinePolicy(kind: HolderKind): Action<NamesInline & { readonly PolicyDocument: string }> {
  return {
    resource: (call, input) => kind.resource(call, input),
    run(call, input) {
      const name = input[kind.nameField];
      const holder = kind.require(call, name);
      checkIdentityPolicy(input.PolicyDocument);
      let size = policySize(input.PolicyDocument);
      for (const [other, text] of Object.entries(holder.inlinePolicies))
        if (other !== input.PolicyName) size += policySize(text);
      const quota = policyQuotas[kind.word];
      if (size > quota) throw limitExceeded(`Maximum policy size of ${quota} bytes exceeded for ${kind.word} ${name}`);
      holder.inlinePolicies[input.PolicyName] = input.PolicyDocument;
      return undefined;
    },
  };
}

export function getInlinePolicy(kind: HolderKind): Action<NamesInline> {
  return {
    resource: (call, input) => kind.resource(call, input),
    run(call, input) {
      const name = input[kind.nameField];
      const text = kind.require(call, name).inlinePolicies[input.PolicyName];
      if (text === undefined) throw notFound(kind, input.PolicyName);
      return { [kind.nameField]: name, PolicyName: input.PolicyName, PolicyDocument: encodeDocument(text) };
    },
  };
}

export function deleteInlinePolicy(kind: HolderKind): Action<NamesInline> {
  return {
    resource: (call, input) => kind.resource(call, input),
    run(call, input) {
      const holder = kind.require(call, input[kind.nameField]);
      if (holder.inlinePolicies[input.PolicyName] === undefined) throw notFound(kind, input.PolicyName);
      delete holder.inlinePolicies[input.PolicyName];
      return undefined;
    },
  };
}

export function listInlinePolicies(kind: HolderKind): Action<NamesHolder & PageRequest> {
  return {
    resource: (call, input) => kind.resource(call, input),
    run(call, input) {
      const names = Object.keys(kind.require(call, input[kind.nameField]).inlinePolicies);
      return listing("PolicyNames", paginate(call.action, names, String, input), String);
    },
  };
}
