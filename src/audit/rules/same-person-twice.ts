import { lastSeen } from "../../aws/credential-report";
import { by, byText } from "../../text/by";
import { groupBy } from "../../text/group-by";
import { type AuditRule, typeOf, unsuspended } from "../finding";
import type { Person } from "../inventory";

export const samePersonTwice: AuditRule = {
  id: "same-person-twice",
  severity: "low",
  summary: "Two users that seem to be one person.",
  why: "When the person leaves, the second user is forgotten.",
  fix: "Ask which one is used; suspend the other. When both are meant, there is nothing to do.",
  check: (context) => {
    const people = unsuspended(context).filter((person) => typeOf(person, context) !== "service");
    return [...groups(people)].flatMap((same) => {
      const [kept, ...others] = [...same].sort(lastSeenFirst);
      return others.map(({ name }) => ({
        user: name,
        message: `seems to be the same person as ${kept?.name}`,
        suspendFor: `Second user of the person behind ${kept?.name}`,
      }));
    });
  },
};

const seen = ({ report }: Person) => (report === undefined ? undefined : lastSeen(report)) ?? "";

/** Of two who were seen at the same time, or never, the shorter name is the first one's. */
function lastSeenFirst(left: Person, right: Person): number {
  return byText(seen(right), seen(left)) || shorterFirst(left, right);
}

const shorterFirst = by<Person>(
  ({ name }) => name.length,
  ({ name }) => name,
);

function* groups(people: readonly Person[]): Generator<readonly Person[]> {
  const names = new Set(people.map(({ name }) => personOf(name)));
  const byPerson = groupBy(people, ({ name }) => {
    const who = personOf(name);
    // janedoe2 is janedoe when there is a janedoe; deploy1 and deploy2 are two machines.
    const bare = who.replace(/\d{1,2}$/, "");
    return names.has(bare) ? bare : who;
  });
  for (const same of byPerson.values()) if (same.length > 1) yield same;
}

const HANGERS = "admin|adm|cli|console|api|dev|prod|test|tmp|temp|old|new|keys|personal|user|iam";
/** Words that people hang on to their own name for a second user, and what follows a + in an address. */
const LAST = new RegExp(`[._+=,@-](${HANGERS})$|\\+[^+@]*$`);
const FIRST = new RegExp(`^(${HANGERS})[._+=,@-]`);

/** `Jane.Doe@example.com`, `jane_doe-admin` and `admin.jane.doe` are `janedoe`. */
function personOf(name: string): string {
  const local = name.toLowerCase().replace(/@[^@]+\.[^@]+$/, "");
  const bare = [LAST, FIRST].reduce((text, hanger) => {
    const shorter = text.replace(hanger, "");
    return letters(shorter).length >= 4 ? shorter : text;
  }, local);
  return letters(bare);
}

const letters = (text: string) => text.replace(/[._+=,@-]+/g, "");
