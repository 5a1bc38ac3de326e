import { defined } from "../../text/defined";
import { printable } from "../../text/printable";
import { bringBack } from "./bring-back";
import { halfMadeUsers } from "./half-made";
import type { Planned } from "./planned";
import type { Run } from "./run";

/** The plan that is looked at and applied: with the state as the account is now, and with all in it that applies before this one lost. */
export async function makePlan({ deployment, workspace, guard, roster, course, kept, input }: Run): Promise<Planned> {
  const { terminal, signal } = input;
  terminal.say("terraform apply -refresh-only");
  await guard.whileRefreshing(() => deployment.refresh());
  course.begin("leavers");
  for (const line of await bringBack(roster, input, { guard, pending: () => deployment.pending() }))
    terminal.out(`${printable(line)}\n`);
  course.begin("plan");
  terminal.say("terraform plan");
  const file = kept ?? deployment.ownPlanFile;
  const planned = await deployment.plan(file);
  const halfMade = halfMadeUsers(planned.plan);
  if (halfMade.length === 0) return planned;
  for (const address of halfMade) {
    await workspace.untaint(address, defined({ signal }));
    terminal.say(`${address} was made by an apply that stopped: it is kept, and not made again`);
  }
  return deployment.plan(file);
}
