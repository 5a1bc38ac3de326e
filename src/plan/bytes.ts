import { UnreadablePlan } from "./unreadable-plan";

/** V8 has no longer strings. */
const maxBytes = 512 * 1024 * 1024;

export const show = "run: terraform show -json PLAN > plan.json (OpenTofu: tofu show -json PLAN > plan.json)";
export const plan = "run: terraform plan -out=PLAN && terraform show -json PLAN > plan.json";

/**
 * The JSON in the bytes of a file.
 * @throws UnreadablePlan
 */
export function jsonIn(bytes: Uint8Array): unknown {
  return parse(decode(bytes));
}

function decode(bytes: Uint8Array): string {
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
  if (bytes.subarray(0, 4096).includes(0)) throw new UnreadablePlan(`this is not text; ${show}`);
  // A byte order mark is left out.
  return new TextDecoder().decode(bytes);
}

function isUtf16(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true;
  // Without a mark: an opening brace with its other half.
  return (bytes[0] === 0x7b && bytes[1] === 0) || (bytes[0] === 0 && bytes[1] === 0x7b);
}

/**
 * The wrapper that hashicorp/setup-terraform puts around the binary writes the command before what Terraform prints, and
 * commands of the runner after it. No line of JSON begins like that.
 */
const wrapperLine = /^(?:\[command\]|::(?:debug|set-output)[ :])/m;

const wrapped =
  "the wrapper of hashicorp/setup-terraform has written lines of its own into this file; set terraform_wrapper: false in that step, or run: terraform-bin show -json PLAN > plan.json";

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes what it read, which may be a secret.
    const start = text.slice(0, 20_000).trimStart();
    if (wrapperLine.test(text)) throw new UnreadablePlan(wrapped);
    if (start === "") throw new UnreadablePlan(`the file is empty; ${show}`);
    if (/^\{"@level"|^\{[^\n]*"type":"version"/.test(start)) {
      throw new UnreadablePlan(`this is the log of plan -json, not the plan; ${plan}`);
    }
    if (start.startsWith("{")) throw new UnreadablePlan(`the JSON is cut off or damaged; ${show}`);
    if (/Terraform|OpenTofu/.test(start)) throw new UnreadablePlan(`this is the plan as text, not as JSON; ${show}`);
    throw new UnreadablePlan(`this is not JSON; ${show}`);
  }
}
