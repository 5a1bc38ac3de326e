import { type Check, type DoctorFacts, isCaller, wordsOf } from "../facts";

/** What STS takes at all: 15 minutes to 12 hours (AssumeRole, "DurationSeconds"). */
const LEAST_SECONDS = 900;
const MOST_SECONDS = 43_200;
const CHAINED_SECONDS = 3600;

/** Whether name and duration are what STS takes. */
export function checkSession(facts: DoctorFacts): Check[] {
  const { wanted } = facts;
  const { sessionName, durationSeconds } = wanted;
  const name: Check = /^[\w+=,.@-]{2,64}$/.test(sessionName)
    ? { side: "session", state: "fine", found: `session name ${sessionName}` }
    : {
        side: "session",
        state: "wrong",
        found: `the session name ${JSON.stringify(sessionName)} is none`,
        mend: "2 to 64 letters, digits and _ + = , . @ -",
      };
  return durationSeconds === undefined ? [name] : [name, checkDuration(facts, durationSeconds)];
}

function checkDuration(facts: DoctorFacts, durationSeconds: number): Check {
  const { caller, role } = facts;
  const side = "duration";
  const words = wordsOf(facts);
  if (durationSeconds < LEAST_SECONDS || durationSeconds > MOST_SECONDS) {
    const found = `duration asks for ${minutes(durationSeconds)}, and STS takes 15 minutes to 12 hours`;
    return { side, state: "wrong", found, mend: "Write duration: 1h, or leave it out." };
  }
  const most = role?.kind === "found" ? role.value.maxSessionSeconds : undefined;
  const chained = isCaller(caller) && caller.kind === "role";
  if ((chained && durationSeconds > CHAINED_SECONDS) || /role chaining/.test(words)) {
    const found = `a role assumes the role, and such a session lasts an hour at most; duration asks for ${minutes(durationSeconds)}`;
    return { side, state: "wrong", found, mend: "Write duration: 1h, or leave it out." };
  }
  if ((most !== undefined && durationSeconds > most) || /MaxSessionDuration/.test(words)) {
    const allowed = most === undefined ? "less" : `${minutes(most)} at most`;
    const found = `duration asks for ${minutes(durationSeconds)}, and the role allows ${allowed}`;
    const mend = `Write ${most === undefined ? "a shorter duration" : `duration: ${most / 60}m`}, or raise the role's maximum session duration.`;
    return { side, state: "wrong", found, mend };
  }
  return { side, state: "fine", found: `a session of ${minutes(durationSeconds)}` };
}

const minutes = (seconds: number) => `${Math.round(seconds / 60)} minutes`;
