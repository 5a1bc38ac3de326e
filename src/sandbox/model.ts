import accessanalyzer from "./model/accessanalyzer.json";
import cloudtrail from "./model/cloudtrail.json";
import iam from "./model/iam.json";
import kms from "./model/kms.json";
import s3 from "./model/s3.json";
import sts from "./model/sts.json";

export type Service = "iam" | "sts" | "kms" | "cloudtrail" | "accessanalyzer" | "s3";

/** One shape of AWS's service model, as `model/generate.py` keeps it. */
export interface Shape {
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, string>>;
  readonly member?: string;
}

export interface ServiceModel {
  readonly apiVersion: string;
  readonly operations: ReadonlyMap<string, Shape | undefined>;
  readonly shapes: ReadonlyMap<string, Shape>;
  /** Java's patterns, made to match whole values. */
  readonly patterns: ReadonlyMap<string, RegExp>;
}

interface Table {
  readonly apiVersion: string;
  readonly operations: object;
  readonly shapes: object;
}

/** Maps and not objects: the names come from the wire, and one of them may be `constructor`. */
function readTable(table: Table): ServiceModel {
  const shapes = new Map<string, Shape>(Object.entries(table.shapes));
  const operations = new Map<string, Shape | undefined>();
  for (const [action, input] of Object.entries(table.operations)) operations.set(action, shapes.get(String(input)));
  const patterns = new Map<string, RegExp>();
  for (const [name, shape] of shapes) if (shape.pattern) patterns.set(name, new RegExp(`^(?:${shape.pattern})$`, "u"));
  return { apiVersion: table.apiVersion, operations, shapes, patterns };
}

export const MODELS: Readonly<Record<Service, ServiceModel>> = {
  iam: readTable(iam),
  sts: readTable(sts),
  kms: readTable(kms),
  cloudtrail: readTable(cloudtrail),
  accessanalyzer: readTable(accessanalyzer),
  s3: readTable(s3),
};

export const XML_NAMESPACES: Readonly<Record<"iam" | "sts", string>> = {
  iam: "https://iam.amazonaws.com/doc/2010-05-08/",
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
};
