import { TerraformBackend, type TerraformRemoteState } from "cdktf";
import type { Construct } from "constructs";
import type { Backend } from "../src/roster/roster";
import { terraformText } from "./terraform-text";

/**
 * The backend of a stack, as the roster has it. CDKTF's own classes lag behind Terraform (`use_lockfile` of S3 is
 * missing), and its local backend writes the absolute path of this machine.
 */
export class RosterBackend extends TerraformBackend {
  private readonly settings: Record<string, unknown>;

  /** @param projectFromStack path from the folder of the stack to the project, to which a local path is relative */
  public constructor(scope: Construct, backend: Backend, projectFromStack: string) {
    super(scope, "backend", backend.kind);
    this.settings = snakeCaseKeys(backend.settings) as Record<string, unknown>;
    if (backend.kind === "local") this.settings.path = fromStack(String(this.settings.path), projectFromStack);
  }

  public override toTerraform(): unknown {
    const settings = terraformText(this.settings);
    return { terraform: this.name === "cloud" ? { cloud: settings } : { backend: { [this.name]: settings } } };
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.settings;
  }

  /** CDKTF's CLI leaves the saved plan file out where the metadata names a cloud. */
  public override toMetadata(): unknown {
    return this.name === "cloud" ? { backend: "cloud", cloud: this.settings.hostname ?? "tfc" } : super.toMetadata();
  }

  public override getRemoteStateDataSource(): TerraformRemoteState {
    throw new Error("a users stack is not referred to by other stacks: its state holds secrets");
  }
}

function fromStack(path: string, projectFromStack: string): string {
  return path.startsWith("/") ? path : `${projectFromStack}/${path}`;
}

function snakeCaseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCaseKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [snakeCase(key), snakeCaseKeys(entry)]));
}

/** `useLockfile` is `use_lockfile`, `s3` stays `s3`. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`);
}
