import { defined } from "../../text/defined";
import { isObject, listIn, textIn } from "../../text/values";
import type { SarifPlace, SarifResult } from "./result";

type Values = Readonly<Record<string, unknown>>;

/** Places of a result that are looked at; more of them say nothing more about whom it concerns. */
const maxPlaces = 20;
const maxName = 2_000;

/** Where a result is, and how the tool calls what it is about. */
export function placesIn(result: Values, run: Values): Pick<SarifResult, "names" | "places"> {
  const locations = listIn(result.locations).slice(0, maxPlaces).filter(isObject);
  return {
    names: [...locations.flatMap(logicalNames), ...propertyNames(result.properties)].filter(
      (name) => name.length <= maxName,
    ),
    places: locations.flatMap((location) => placeIn(location.physicalLocation, run)),
  };
}

function logicalNames({ logicalLocations }: Values): string[] {
  return listIn(logicalLocations)
    .slice(0, maxPlaces)
    .filter(isObject)
    .flatMap((one) => [one.fullyQualifiedName, one.decoratedName, one.name])
    .flatMap((name) => textIn(name) ?? []);
}

/** How tools and converters call the resource, where they put it into the bag of properties. */
const propertyKeys = [
  "resource_address",
  "resourceAddress",
  "address",
  "resource",
  "resourceArn",
  "resource_arn",
  "arn",
];

function propertyNames(properties: unknown): string[] {
  return isObject(properties) ? propertyKeys.flatMap((key) => textIn(properties[key]) ?? []) : [];
}

function placeIn(physical: unknown, run: Values): SarifPlace[] {
  if (!isObject(physical)) return [];
  const artifact = artifactOf(physical.artifactLocation, run);
  const uri = textIn(artifact.uri);
  if (uri === undefined || uri.length > maxName) return [];
  const region = isObject(physical.region) ? physical.region : {};
  const startLine = lineIn(region.startLine) ?? 1;
  const endLine = Math.max(startLine, lineIn(region.endLine) ?? startLine);
  const snippet = isObject(region.snippet) ? textIn(region.snippet.text) : undefined;
  const base = baseOf(textIn(artifact.uriBaseId), run);
  return [{ uri, ...{ startLine, endLine }, ...defined({ base, startColumn: lineIn(region.startColumn), snippet }) }];
}

/** 3.4.5: the address may stand in the list of the run's files. */
function artifactOf(location: unknown, { artifacts }: Values): Values {
  if (!isObject(location) || location.uri !== undefined || typeof location.index !== "number")
    return isObject(location) ? location : {};
  const artifact = listIn(artifacts)[location.index];
  return isObject(artifact) && isObject(artifact.location) ? artifact.location : {};
}

function baseOf(id: string | undefined, { originalUriBaseIds }: Values): string | undefined {
  if (id === undefined || !isObject(originalUriBaseIds) || !Object.hasOwn(originalUriBaseIds, id)) return undefined;
  const base = originalUriBaseIds[id];
  return isObject(base) ? textIn(base.uri) : undefined;
}

function lineIn(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 1 ? value : undefined;
}
