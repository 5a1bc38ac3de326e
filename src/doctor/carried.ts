import type { Carried } from "../policy/context";
import { nameOfArn } from "../terms/arns";
import { type CallerFacts, type DoctorFacts, isCaller } from "./facts";

const value = (text: string): Carried => ({ kind: "values", values: [text] });
const nothing: Carried = { kind: "nothing" };
const notKnown = (why: string): Carried => ({ kind: "not known", why });

/** Keys that are about what lies between here and AWS, or above the account. */
const ELSEWHERE: readonly (readonly [RegExp, string])[] = [
  [/^aws:(sourceip|vpcsourceip)$/, "the address that AWS sees is not known here"],
  [/^aws:(sourcevpc|sourcevpce|sourcevpcarn|vpce[a-z]+)$/, "the way that the call takes to AWS is not known here"],
  [/^aws:(principalorgid|principalorgpaths)$/, "the organization of the caller's account is not asked"],
];

/** What is sent along only where somebody asks for it, and neither Terraform nor doctor does. */
const NEVER_SENT =
  /^(aws:requesttag\/.+|aws:tagkeys|sts:transitivetagkeys|sts:sourceidentity|aws:calledvia(first|last)?|aws:principalservicename(slist)?|aws:source(account|arn|orgid|orgpaths)|aws:referer)$/;

/** What a call of AssumeRole carries for a condition key. */
export function carried(givenKey: string, facts: DoctorFacts): Carried {
  const key = givenKey.toLowerCase();
  const { wanted, caller, now } = facts;
  if (!isCaller(caller)) return notKnown("the caller is not known");
  const user = caller.kind === "user" ? caller : undefined;
  if (key.startsWith("aws:principaltag/")) return tagOf(givenKey.slice("aws:principaltag/".length), facts, user);
  if (NEVER_SENT.test(key)) return nothing;
  switch (key) {
    case "sts:externalid":
      return wanted.externalId === undefined ? nothing : value(wanted.externalId);
    case "sts:rolesessionname":
      return value(wanted.sessionName);
    case "aws:multifactorauthpresent":
    case "aws:multifactorauthage":
      if (wanted.mfa !== undefined) return value(key.endsWith("age") ? "0" : "true");
      return mfaOf(key, caller);
    case "aws:principalarn":
      return caller.pathKnown
        ? value(caller.principalArn)
        : notKnown("the path of the caller's role could not be read; it needs iam:GetRole");
    case "aws:principalaccount":
      return value(caller.accountId);
    case "aws:principaltype":
      return caller.kind === "user" ? value("User") : caller.kind === "role" ? value("AssumedRole") : value("Account");
    case "aws:userid":
      return value(caller.userId);
    case "aws:username":
      return user === undefined ? nothing : value(nameOfArn(user.principalArn));
    case "aws:currenttime":
      return value(now.toISOString());
    case "aws:epochtime":
      return value(String(Math.floor(now.getTime() / 1000)));
    case "aws:securetransport":
      return value("true");
    case "aws:viaawsservice":
    case "aws:principalisawsservice":
      return value("false");
    case "aws:requestedregion":
      return value(wanted.region);
    case "aws:tokenissuetime":
      return user?.mfaPresent === "absent"
        ? nothing
        : notKnown("when these credentials were given out is not known here");
    default:
      return notKnown(ELSEWHERE.find(([keys]) => keys.test(key))?.[1] ?? "what the call carries is not known here");
  }
}

function mfaOf(key: string, { mfaPresent }: CallerFacts): Carried {
  if (mfaPresent === undefined) return notKnown("whether these credentials carry MFA cannot be seen");
  if (mfaPresent === "absent") return nothing;
  if (key.endsWith("present")) return value(mfaPresent);
  return mfaPresent === "true" ? notKnown("how old the MFA of these credentials is cannot be seen") : nothing;
}

function tagOf(name: string, { tags, caller }: DoctorFacts, user: CallerFacts | undefined): Carried {
  if (user === undefined && isCaller(caller))
    return notKnown("the tags of a session can differ from those of its role, and cannot be seen");
  if (tags?.kind !== "found") {
    const needs = tags?.kind === "could not check" ? `; it needs ${tags.permission}` : "";
    return notKnown(`the caller's tags could not be read${needs}`);
  }
  // Names of condition keys are not distinguished by case, and the tag's key is part of one (IAM User Guide, "Condition").
  const found = Object.entries(tags.value).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return found === undefined ? nothing : value(found[1]);
}
