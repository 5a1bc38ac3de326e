import type { Severity } from "../rules/rule";
import { defined } from "../text/defined";
import { httpsLink } from "../text/https-link";
import type { LiveAccount, Output } from "./account";
import { AccessDenied, CallFailed } from "./failures";
import type { CouldNotLook } from "./outcome";
import { listAll } from "./paging";

/** A policy document, and what it is for. */
export interface PolicyQuestion {
  readonly document: string;
  readonly use: "identity" | "trust";
}

/** What IAM Access Analyzer has found in a document. */
export interface PolicyFinding {
  readonly severity: Severity;
  /** `PASS_ROLE_WITH_STAR_IN_RESOURCE` */
  readonly code: string;
  readonly message: string;
  /** Where AWS explains it. */
  readonly link?: string;
  /** Keys and positions in the document. */
  readonly path: readonly (string | number)[];
}

export type PolicyAnswer =
  | { readonly kind: "judged"; readonly findings: readonly PolicyFinding[] }
  | Pick<CouldNotLook, "kind" | "permission" | "words">
  /** AWS does not take the document for one that it can judge. */
  | { readonly kind: "refused"; readonly words: string };

/**
 * Asks Access Analyzer's ValidatePolicy, which is free of charge, once for each document that is another one.
 * @returns answers in the order of the questions; where asking is denied it is asked once
 * @throws CallFailed for everything else: throttled to the end, a broken listing, no network
 */
export async function validatePolicies(
  account: LiveAccount,
  questions: readonly PolicyQuestion[],
): Promise<PolicyAnswer[]> {
  const distinct = new Map(questions.map((question) => [keyOf(question), question]));
  const answers = new Map<string, PolicyAnswer>();
  const [first, ...rest] = distinct;
  if (first === undefined) return [];
  const answer = await ask(account, first[1]);
  answers.set(first[0], answer);
  const denied = answer.kind === "could not check";
  await Promise.all(
    rest.map(async ([key, question]) => answers.set(key, denied ? answer : await ask(account, question))),
  );
  return questions.map((question) => answers.get(keyOf(question)) ?? answer);
}

function keyOf({ document, use }: PolicyQuestion): string {
  return `${use} ${document}`;
}

async function ask(account: LiveAccount, { document, use }: PolicyQuestion): Promise<PolicyAnswer> {
  const trust = {
    policyType: "RESOURCE_POLICY",
    validatePolicyResourceType: "AWS::IAM::AssumeRolePolicyDocument",
  } as const;
  const input = {
    policyDocument: document,
    ...(use === "trust" ? trust : ({ policyType: "IDENTITY_POLICY" } as const)),
  };
  try {
    const findings = await listAll(account, "accessanalyzer:ValidatePolicy", input, "findings");
    return { kind: "judged", findings: findings.map(findingOf) };
  } catch (error) {
    if (error instanceof AccessDenied)
      return { kind: "could not check", permission: error.permission, words: error.words };
    if (error instanceof CallFailed && refusals.test(error.code)) return { kind: "refused", words: error.words };
    throw error;
  }
}

const refusals = /^(?:ValidationException|UnprocessableEntityException|InvalidParameterException)$/;

type Given = NonNullable<Output<"accessanalyzer:ValidatePolicy">["findings"]>[number];

/** A type that AWS adds one day is a warning. */
const severities: Readonly<Record<string, Severity>> = {
  ERROR: "error",
  SECURITY_WARNING: "warning",
  WARNING: "warning",
  SUGGESTION: "note",
};

function findingOf({ findingType, issueCode, findingDetails, learnMoreLink, locations }: Given): PolicyFinding {
  const steps = locations?.[0]?.path ?? [];
  return {
    severity: severities[findingType ?? ""] ?? "warning",
    code: issueCode ?? "no code",
    message: findingDetails ?? "it says no more",
    ...defined({ link: httpsLink(learnMoreLink) }),
    // A part of a text is told by its text.
    path: steps.flatMap((step) => step.index ?? step.key ?? step.value ?? []),
  };
}
