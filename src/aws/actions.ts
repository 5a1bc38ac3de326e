/** The services that this room speaks to, each by its own SDK client, loaded when it is first called. */
export interface Modules {
  readonly iam: typeof import("@aws-sdk/client-iam");
  readonly sts: typeof import("@aws-sdk/client-sts");
  readonly kms: typeof import("@aws-sdk/client-kms");
  readonly cloudtrail: typeof import("@aws-sdk/client-cloudtrail");
  readonly s3: typeof import("@aws-sdk/client-s3");
  readonly accessanalyzer: typeof import("@aws-sdk/client-accessanalyzer");
}

export type Service = keyof Modules;

/** What a command class of the SDK takes and answers. */
type InputAndOutput<Class> = Class extends new (
  // biome-ignore lint/suspicious/noExplicitAny: only `any` matches the constructors of all commands.
  ...args: any[]
  // biome-ignore lint/suspicious/noExplicitAny: as above, for the stacks of all clients.
) => { readonly input: infer Input; resolveMiddleware(...args: any[]): (...args: any[]) => Promise<infer Answer> }
  ? { input: Input; output: Answer extends { output: infer Output } ? Output : never }
  : never;

type OperationsOf<S extends Service> = {
  [Name in keyof Modules[S] as Name extends `${infer Action}Command` ? `${S}:${Action}` : never]: InputAndOutput<
    Modules[S][Name]
  >;
};

/** Every operation of the services by its name, `iam:ListUsers`. */
export type Operations = OperationsOf<"iam"> &
  OperationsOf<"sts"> &
  OperationsOf<"kms"> &
  OperationsOf<"cloudtrail"> &
  OperationsOf<"s3"> &
  OperationsOf<"accessanalyzer">;

export type Action = keyof Operations & string;
export type Input<A extends Action> = Operations[A]["input"];
export type Output<A extends Action> = Operations[A]["output"];

/** What policies call an operation: its own name, but for some (Service Authorization Reference, "Amazon S3", "IAM Access Analyzer"). */
export function permissionFor(action: string): string {
  if (action === "s3:ListBuckets") return "s3:ListAllMyBuckets";
  return action.replace(/^accessanalyzer:/, "access-analyzer:");
}

/** `["iam", "ListUsers"]` */
export function splitAction(action: string): readonly [Service, string] {
  const colon = action.indexOf(":");
  return [action.slice(0, colon) as Service, action.slice(colon + 1)];
}
