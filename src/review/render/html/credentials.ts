import { type CredentialKind, credentialKinds, kinds } from "../../../terms/kinds";
import { count } from "../../../text/count";
import { type Html, html, joined } from "../../../text/html";
import type { Credential } from "../../model/credential";
import type { Person } from "../../model/person";
import { ageInDays } from "./chart";
import type { Row } from "./row";

/** `Access keys`, `Password` */
function labelOf(kind: CredentialKind): string {
  const { noun, slots } = kinds[kind];
  const words = slots ? noun[1] : noun[0];
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** One row for each kind of credential that changes; what stays is told in short. */
export function credentialRows({ credentials, forgotten }: Person, planned: string | undefined): Row[] {
  return credentialKinds.flatMap((kind) => {
    const same = credentials.filter((credential) => credential.kind === kind);
    if (same.length === 0) return [];
    const stays = same.filter(({ change }) => change === "kept");
    const rest = same.filter(({ change }) => change !== "kept");
    return [
      {
        label: labelOf(kind),
        before: rest.flatMap((credential) => beforeOf(credential, planned)),
        after: rest.flatMap((credential) => afterOf(credential, forgotten)),
        stays: stays.map(
          (credential) =>
            html`${kinds[kind].noun[0]}${credential.key === undefined ? "" : " "}${title(credential, true, "")}${state(credential, "before", planned)}`,
        ),
      },
    ];
  });
}

function beforeOf(credential: Credential, planned: string | undefined): Html[] {
  const words = html`${title(credential)}${state(credential, "before", planned)}`;
  switch (credential.change) {
    case "created":
      return [];
    case "deleted":
    case "replaced":
      return [html`<del>${words}</del>`];
    case "imported":
      return [html`${words} <small>not in Terraform</small>`];
    default:
      return [words];
  }
}

function afterOf(credential: Credential, forgotten: boolean): Html[] {
  const { change, encrypted, forcedBy } = credential;
  const warnings = [
    ...(encrypted === false ? [html` <strong>secret in plain text in the state</strong>`] : []),
    ...(change === "replaced" && forcedBy.length > 0 ? [html` <small>forced by ${forcedBy.join(", ")}</small>`] : []),
  ];
  switch (change) {
    case "deleted":
      return [];
    case "created":
      return [html`<ins>${title(credential, false)}${state(credential, "after")}</ins>${warnings}`];
    case "replaced":
      return [html`<ins>new: ${title(credential, false)}${state(credential, "after")}</ins>${warnings}`];
    case "forgotten":
      return [html`${title(credential)} <strong>no longer managed by Terraform, stays usable</strong>`];
    case "imported":
      return [html`<ins>${title(credential)}${state(credential, "after")}</ins>`];
    case "changed":
      return [html`<ins>${title(credential)}${state(credential, "after")}</ins> <small>changed</small>`];
    default:
      return [html`<ins>${title(credential)}${state(credential, "after")}</ins>${forgotten ? " unmanaged" : ""}`];
  }
}

/** `laptop …WXYZ`; the end of an id only where the id is known and stays the same. */
function title({ key, idTail, service, deposed }: Credential, withId = true, nameless = "set"): Html {
  const parts = [
    ...(deposed ? [html`old`] : []),
    ...(key === undefined ? [html`${nameless}`] : [html`<code>${key}</code>`]),
    ...(withId && idTail !== undefined ? [html`<code class="dim">…${idTail}</code>`] : []),
    ...(service === undefined ? [] : [html`<small>${service}</small>`]),
  ];
  return joined(parts, " ");
}

/** ` Active, 324 days old` */
function state(credential: Credential, side: "before" | "after", planned?: string): Html {
  const status = credential.status?.[side];
  const age = ageInDays(credential, planned);
  const words = [
    ...(status === undefined ? [] : [status]),
    ...(age === undefined ? [] : [age === 0 ? "created on that day" : `${count(age, "day")} old`]),
  ];
  return words.length === 0 ? html`` : html` <small>${words.join(", ")}</small>`;
}
