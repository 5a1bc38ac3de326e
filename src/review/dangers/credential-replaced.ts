import { credentialKinds } from "../../terms/kinds";
import type { DangerRule } from "../danger";
import { replacedCredentials } from "../replaced-credentials";

export const credentialReplaced: DangerRule = {
  id: "credential-replaced",
  severity: "error",
  summary: "An access key, or another credential in use, is replaced.",
  why: "The old one stops working during the apply, before anybody can receive the new one.",
  fix: "Rotate through a second slot in users.yaml; if this one is to be replaced at once, plan with -replace=ADDRESS.",
  opener: "operator",
  check: (context) =>
    replacedCredentials(
      context,
      credentialKinds.filter((kind) => kind !== "loginProfile"),
      (what, person) => `${what} of ${person.name} stops working and is replaced`,
    ),
};
