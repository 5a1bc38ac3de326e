import { type Answer, type DoctorFacts, type DoctorRule, isCaller, wordsOf } from "../facts";

/** What STS takes at all: 15 minutes to 12 hours (AssumeRole, "DurationSeconds"). */
const LEAST_SECONDS = 900;
const MOST_SECONDS = 43_200;
const CHAINED_SECONDS = 3600;

export const session: DoctorRule = {
  id: "session",
  severity: "wrong",
  summary:
    "Whether STS takes the session name and the duration: 15 minutes to 12 hours, the maximum of the role, an hour where a role assumes a role.",
  why: "STS refuses the whole call for one of them.",
  fix: "Correct account.assumeRole.sessionName, or account.assumeRole.duration.",
  check: checkSession,
};

/** Whether name and duration are what STS takes. */
function checkSession(facts: DoctorFacts): Answer[] {
  const { wanted } = facts;
  const { sessionName, durationSeconds } = wanted;
  const name: Answer = /^[\w+=,.@-]{2,64}$/.test(sessionName)
    ? { side: "session", severity: "fine", message: `session name ${sessionName}` }
    : {
        side: "session",
        severity: "wrong",
        message: `${JSON.stringify(sessionName)} is not a valid session name`,
        fix: "2 to 64 letters, digits and _ + = , . @ -",
      };
  return durationSeconds === undefined ? [name] : [name, checkDuration(facts, durationSeconds)];
}

function checkDuration(facts: DoctorFacts, durationSeconds: number): Answer {
  const { caller, role } = facts;
  const side = "duration";
  const words = wordsOf(facts);
  if (durationSeconds < LEAST_SECONDS || durationSeconds > MOST_SECONDS) {
    const message = `duration asks for ${minutes(durationSeconds)}, and STS takes 15 minutes to 12 hours`;
    return { side, severity: "wrong", message, fix: "Write duration: 1h, or omit it." };
  }
  const most = role?.kind === "found" ? role.value.maxSessionSeconds : undefined;
  const chained = isCaller(caller) && caller.kind === "role";
  if ((chained && durationSeconds > CHAINED_SECONDS) || /role chaining/.test(words)) {
    const message = `a role assumes the role, and such a session lasts an hour at most; duration asks for ${minutes(durationSeconds)}`;
    return { side, severity: "wrong", message, fix: "Write duration: 1h, or omit it." };
  }
  if ((most !== undefined && durationSeconds > most) || /MaxSessionDuration/.test(words)) {
    const allowed = most === undefined ? "less" : `${minutes(most)} at most`;
    const message = `duration asks for ${minutes(durationSeconds)}, and the role allows ${allowed}`;
    const fix = `Write ${most === undefined ? "a shorter duration" : `duration: ${most / 60}m`}, or raise the role's maximum session duration.`;
    return { side, severity: "wrong", message, fix };
  }
  return { side, severity: "fine", message: `a session of ${minutes(durationSeconds)}` };
}

const minutes = (seconds: number) => `${Math.round(seconds / 60)} minutes`;
