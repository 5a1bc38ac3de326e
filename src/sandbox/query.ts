import { AwsError } from "./errors";
import type { ServiceModel, Shape } from "./model";

/** `Tags.member.1.Key=Owner` as a tree; a Map, because the names are a stranger's. */
interface Node {
  text?: string;
  readonly children: Map<string, Node>;
}

export type Input = { [name: string]: unknown };

function tree(params: URLSearchParams): Node {
  const root: Node = { children: new Map() };
  for (const [name, text] of params) {
    let node = root;
    for (const part of name.split(".", 8)) {
      let child = node.children.get(part);
      if (!child) {
        child = { children: new Map() };
        node.children.set(part, child);
      }
      node = child;
    }
    node.text = text;
  }
  return root;
}

function malformed(name: string): AwsError {
  return new AwsError(400, "MalformedInput", `Invalid value for parameter ${name}`);
}

function readScalar(text: string, type: string, name: string): unknown {
  if (type === "integer" || type === "long") {
    if (!/^-?\d{1,15}$/.test(text)) throw malformed(name);
    return Number(text);
  }
  if (type === "boolean") {
    if (!/^(true|false)$/i.test(text)) throw malformed(name);
    return text.toLowerCase() === "true";
  }
  return text;
}

function readNode(model: ServiceModel, shape: Shape, node: Node, name: string): unknown {
  if (shape.type === "structure") {
    const out: Input = Object.create(null);
    for (const [member, shapeName] of Object.entries(shape.members ?? {})) {
      const child = node.children.get(member);
      const childShape = model.shapes.get(shapeName);
      if (child && childShape) out[member] = readNode(model, childShape, child, member);
    }
    return out;
  }
  if (shape.type === "list") {
    const items: unknown[] = [];
    const memberShape = model.shapes.get(shape.member ?? "");
    const members = node.children.get("member");
    if (!members || !memberShape) return items;
    for (const child of members.children.values()) items.push(readNode(model, memberShape, child, name));
    return items;
  }
  return readScalar(node.text ?? "", shape.type, name);
}

/** Reads a query-protocol request into the types of its action's input shape. Parameters that AWS does not know are ignored. */
export function readQuery(model: ServiceModel, shape: Shape | undefined, params: URLSearchParams): Input {
  if (!shape) return Object.create(null);
  return readNode(model, shape, tree(params), "") as Input;
}
