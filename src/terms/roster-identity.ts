import { isObject, textIn } from "../text/values";

/** The output with which a stack writes into its state whose it is. */
export const IDENTITY_OUTPUT = "roster";

/** Whose a state is: the same on every machine. */
export interface RosterIdentity {
  /** The roster, relative to its project. */
  readonly file: string;
  readonly stack: string;
  /** Twelve digits. @default - the roster does not say */
  readonly account?: string;
  /** `projectId` of cdktf.json. @default - it does not say */
  readonly project?: string;
}

/** @returns undefined for what no stack of ours wrote */
export function identityIn(value: unknown): RosterIdentity | undefined {
  if (!isObject(value)) return undefined;
  const [file, stack] = [textIn(value.file), textIn(value.stack)];
  if (file === undefined || stack === undefined) return undefined;
  const [account, project] = [textIn(value.account), textIn(value.project)];
  return { file, stack, ...(account === undefined ? {} : { account }), ...(project === undefined ? {} : { project }) };
}

/** Whether two are the same as far as both say it: an account or a project may have been added since. */
export function isSameRoster(one: RosterIdentity, other: RosterIdentity): boolean {
  const alike = (name: "account" | "project") =>
    one[name] === undefined || other[name] === undefined || one[name] === other[name];
  return one.file === other.file && one.stack === other.stack && alike("account") && alike("project");
}

/** `accounts/prod.yaml, stack prod, account 123456789012, project acme` */
export function describeIdentity({ file, stack, account, project }: RosterIdentity): string {
  return [
    file,
    `stack ${stack}`,
    ...(account === undefined ? [] : [`account ${account}`]),
    ...(project === undefined ? [] : [`project ${project}`]),
  ].join(", ");
}
