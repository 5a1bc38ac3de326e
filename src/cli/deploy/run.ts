import { resolve } from "node:path";
import { identityOf } from "../../../constructs/identity-output";
import { projectFolder } from "../../files/project-folder";
import { pendingPlace } from "../../leaving/pending/place";
import type { Roster } from "../../roster/index";
import { describeLock, type StateLock } from "../../terraform/state-lock";
import type { Workspace } from "../../terraform/workspace";
import { auditFileOf } from "../audit-file";
import type { DeployInput } from "../commands/deploy";
import { patienceMsOf, regionsOf, withAccountOf } from "../live-account";
import { deployLine, mendLine } from "../next-line";
import { projectIdOf } from "../project";
import { StateGuard } from "../state/state-guard";
import type { SynthesizedStack } from "../synthesize";
import { Course } from "./course";
import { Deployment } from "./deployment";
import { beginReport, type StackReport } from "./report";

/** One stack that is deployed: what each step of it needs. */
export interface Run {
  readonly roster: Roster;
  /** Where its `cdk.tf.json` is. */
  readonly folder: string;
  /** The roster, as people name it. */
  readonly file: string;
  readonly input: DeployInput;
  readonly workspace: Workspace;
  readonly deployment: Deployment;
  readonly guard: StateGuard;
  readonly course: Course;
  /** The plan to apply. @default - one is made */
  readonly saved: string | undefined;
  /** What is told of it with `--json`. */
  readonly report: StackReport;
  /** Where the plan is kept for another run, which applies it. @default - it is applied */
  readonly kept: string | undefined;
}

export function openRun(
  { roster, folder }: SynthesizedStack,
  workspace: Workspace,
  file: string,
  input: DeployInput,
): Run {
  const { terminal, values, cwd, env, today, signal } = input;
  const { stack, backend, account } = roster;
  const project = projectFolder(cwd);
  const auditFile = auditFileOf(input);
  const course = new Course();
  const onLocked = (lock: StateLock) => terminal.say(`waiting: ${describeLock(lock)}`);
  const pathOf = (name: string | undefined) => (name === undefined ? undefined : resolve(cwd, name));
  const deployment = new Deployment({
    ...{ stack, accountId: account.id, workspace, auditFile, now: today, signal, onLocked },
    pendingPlace: pendingPlace({ backend, stack, project, auditFile, env, signal }),
    regions: regionsOf(input),
    patienceMs: patienceMsOf(input),
    withAccount: (people, work) => withAccountOf(people, input, work),
    onEvent: (event) => {
      course.see(event);
      if ("address" in event) terminal.draw(`${course.progress(Date.now())}${event.type} ${event.address}`);
    },
  });
  const guard = new StateGuard({
    ...{ roster, workspace, cwd, signal, env, auditFile, project, onLocked },
    mending: mendLine(input, file),
    owning: {
      own: identityOf(roster, projectIdOf(project)),
      taken: values["take-state-of"],
      deploying: deployLine(file, cwd),
    },
  });
  const [saved, kept] = [pathOf(values.saved), pathOf(values.save)];
  return {
    roster,
    folder,
    file,
    input,
    workspace,
    deployment,
    guard,
    course,
    saved,
    kept,
    report: beginReport(stack, file),
  };
}
