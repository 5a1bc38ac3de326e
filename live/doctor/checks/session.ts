import { type Check, type DoctorFacts, isCaller } from "../facts";

/** Whether name and duration are what STS takes. */
export function checkSession({ wanted, caller, role, attempt }: DoctorFacts): Check[] {
  const { sessionName, durationSeconds } = wanted;
  const name: Check = /^[\w+=,.@-]{2,64}$/.test(sessionName)
    ? { side: "session", state: "fine", found: `session name ${sessionName}` }
    : {
        side: "session",
        state: "wrong",
        found: `the session name ${JSON.stringify(sessionName)} is none`,
        mend: "2 to 64 letters, digits and _ + = , . @ -",
      };
  if (durationSeconds === undefined) return [name];
  const words = attempt === undefined || attempt === "assumed" ? "" : attempt.words;
  const most = role?.kind === "found" ? role.value.maxSessionSeconds : undefined;
  const chained = isCaller(caller) && caller.kind === "role";
  if ((chained && durationSeconds > 3600) || /role chaining/.test(words)) {
    const found = `a role assumes the role, and such a session lasts an hour at most; duration asks for ${minutes(durationSeconds)}`;
    return [name, { side: "duration", state: "wrong", found, mend: "Write duration: 1h, or leave it out." }];
  }
  if ((most !== undefined && durationSeconds > most) || /MaxSessionDuration/.test(words)) {
    const allowed = most === undefined ? "less" : `${minutes(most)} at most`;
    const found = `duration asks for ${minutes(durationSeconds)}, and the role allows ${allowed}`;
    const mend = `Write ${most === undefined ? "a shorter duration" : `duration: ${most / 60}m`}, or raise the role's maximum session duration.`;
    return [name, { side: "duration", state: "wrong", found, mend }];
  }
  return [name, { side: "duration", state: "fine", found: `a session of ${minutes(durationSeconds)}` }];
}

const minutes = (seconds: number) => `${Math.round(seconds / 60)} minutes`;
