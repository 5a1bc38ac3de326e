import { didYouMean } from "../../text/did-you-mean";
import { type Command, UsageError } from "../command";

/** Every command, loaded only when called: each brings its own dependencies. The help keeps this order in each task. */
const loaders = {
  init: async () => (await import("./init")).init,
  adopt: async () => (await import("./adopt")).adopt,
  audit: async () => (await import("./audit")).audit,
  show: async () => (await import("./show")).show,
  list: async () => (await import("./list")).list,
  due: async () => (await import("./due")).due,
  invite: async () => (await import("./invite")).invite,
  promote: async () => (await import("./promote")).promote,
  suspend: async () => (await import("./suspend")).suspend,
  resume: async () => (await import("./resume")).resume,
  leave: async () => (await import("./leave")).leave,
  rotate: async () => (await import("./rotate")).rotate,
  leavers: async () => (await import("./leavers")).leavers,
  preview: async () => (await import("./preview")).preview,
  validate: async () => (await import("./validate")).validate,
  synth: async () => (await import("./synth")).synth,
  hcl: async () => (await import("./hcl")).hcl,
  rehearse: async () => (await import("./rehearse")).rehearse,
  review: async () => (await import("./review")).review,
  preflight: async () => (await import("./preflight")).preflight,
  comment: async () => (await import("./comment")).comment,
  notify: async () => (await import("./notify")).notify,
  deploy: async () => (await import("./deploy")).deploy,
  sweep: async () => (await import("./sweep")).sweep,
  verify: async () => (await import("./verify")).verify,
  log: async () => (await import("./log")).log,
  doctor: async () => (await import("./doctor")).doctor,
  sandbox: async () => (await import("./sandbox")).sandbox,
  completion: async () => (await import("./completion")).completion,
} as const satisfies Readonly<Record<string, () => Promise<Command>>>;

export const commandNames: readonly string[] = Object.keys(loaders);

/** @throws UsageError when there is no such command */
export async function loadCommand(name: string): Promise<Command> {
  if (Object.hasOwn(loaders, name)) return loaders[name as keyof typeof loaders]();
  const meant = didYouMean(name, commandNames);
  const hint = meant === undefined ? `commands: ${commandNames.join(", ")}` : `did you mean "${meant}"?`;
  throw new UsageError(`there is no command ${JSON.stringify(name)}; ${hint}`);
}

export function loadCommands(): Promise<Command[]> {
  return Promise.all(Object.values(loaders).map((load) => load()));
}
