/** What of `show -json` is looked at, as untrusted as it comes: every part may be missing or of another kind. */
export interface RawPlan {
  readonly format_version?: unknown;
  readonly terraform_version?: unknown;
  readonly timestamp?: unknown;
  readonly errored?: unknown;
  readonly applyable?: unknown;
  readonly complete?: unknown;
  readonly resource_changes?: unknown;
  readonly resource_drift?: unknown;
  readonly deferred_changes?: unknown;
  readonly output_changes?: unknown;
  readonly configuration?: unknown;
  readonly prior_state?: unknown;
}

/** A file that is no plan in JSON. The message is one line that says what to run, and quotes nothing of the file. */
export class UnreadablePlan extends Error {
  public override readonly name = "UnreadablePlan";
}

/** V8 has no longer strings. */
const maxBytes = 512 * 1024 * 1024;

const show = "run: terraform show -json PLAN > plan.json (OpenTofu: tofu show -json PLAN > plan.json)";
const plan = "run: terraform plan -out=PLAN && terraform show -json PLAN > plan.json";

/**
 * Reads a plan from the bytes of a file.
 * @throws UnreadablePlan
 */
export function readPlan(bytes: Buffer): RawPlan {
  return checkPlan(parse(decode(bytes)));
}

function decode(bytes: Buffer): string {
  if (bytes.length === 0) throw new UnreadablePlan(`the file is empty; ${show}`);
  if (bytes.length > maxBytes) {
    const mebibytes = Math.round(bytes.length / 1024 / 1024);
    throw new UnreadablePlan(`the file has ${mebibytes} MiB, more than the 512 MiB that can be read; split the stack`);
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) throw new UnreadablePlan(`this is the binary plan; ${show}`);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) throw new UnreadablePlan("this is compressed; run: gunzip FILE first");
  if (isUtf16(bytes)) {
    throw new UnreadablePlan(
      "this is UTF-16, as PowerShell's > writes it; run: terraform show -json PLAN | Out-File -Encoding utf8 plan.json",
    );
  }
  const head = bytes.subarray(0, 4096);
  if (head.includes(0)) throw new UnreadablePlan(`this is not text; ${show}`);
  return bytes.toString("utf8", bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
}

function isUtf16(bytes: Buffer): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true;
  // Without a mark: an opening brace with its other half.
  return (bytes[0] === 0x7b && bytes[1] === 0) || (bytes[0] === 0 && bytes[1] === 0x7b);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes what it read, which may be a secret.
    const start = text.slice(0, 20_000).trimStart();
    if (start === "") throw new UnreadablePlan(`the file is empty; ${show}`);
    if (/^\{"@level"|^\{[^\n]*"type":"version"/.test(start)) {
      throw new UnreadablePlan(`this is the log of plan -json, not the plan; ${plan}`);
    }
    if (start.startsWith("{")) throw new UnreadablePlan(`the JSON is cut off or damaged; ${show}`);
    if (/Terraform|OpenTofu/.test(start)) throw new UnreadablePlan(`this is the plan as text, not as JSON; ${show}`);
    throw new UnreadablePlan(`this is not JSON; ${show}`);
  }
}

function checkPlan(value: unknown): RawPlan {
  if (!isObject(value)) throw new UnreadablePlan(`this is JSON, but not a plan; ${show}`);
  if ("@level" in value) throw new UnreadablePlan(`this is the log of plan -json, not the plan; ${plan}`);
  if ("encrypted_data" in value) {
    throw new UnreadablePlan(
      "this is encrypted by OpenTofu; run where its key is configured: tofu show -json PLAN > plan.json",
    );
  }
  if ("lineage" in value || ("serial" in value && "resources" in value)) {
    throw new UnreadablePlan(`this is a state file, not a plan; ${plan}`);
  }
  if ("resource_schemas" in value || "provider_schemas" in value) {
    throw new UnreadablePlan(`these are provider schemas, not a plan; ${plan}`);
  }
  const version = value.format_version;
  if (typeof version !== "string") {
    if ("terraform" in value || "resource" in value) {
      throw new UnreadablePlan(`this is a configuration (cdk.tf.json), not a plan; ${plan}`);
    }
    throw new UnreadablePlan(`this is JSON, but not a plan; ${show}`);
  }
  const major = /^(\d{1,6})\.\d{1,6}$/.exec(version)?.[1];
  if (major !== undefined && major !== "1" && !("values" in value && major === "0")) {
    throw new UnreadablePlan(
      `the format of this plan is version ${major}.x, and 1.x is what can be read; use a Terraform that writes 1.x, or a newer iam-roster`,
    );
  }
  if ("values" in value && !("resource_changes" in value) && !("planned_values" in value)) {
    throw new UnreadablePlan(`this is a state, not a plan; ${plan}`);
  }
  if (major === undefined || !("planned_values" in value || "resource_changes" in value || "configuration" in value)) {
    throw new UnreadablePlan(`this is JSON, but not a plan; ${show}`);
  }
  return value;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
