import { addDays } from "../text/iso-date";
import type { Due } from "./due";

export interface Calendar {
  /** Twelve digits, or the stack's name where the roster names no account. */
  readonly account: string;
  readonly due: readonly Due[];
}

/** Octets of a line without its line break. */
const LINE = 75;

/**
 * Days on which something is due, as iCalendar (RFC 5545): all-day events whose UID stays the same, so that a calendar that is
 * subscribed to it moves an event instead of adding one. The same days give the same bytes, whenever it is written.
 */
export function iCalendar(calendars: readonly Calendar[]): string {
  const lines = [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//iam-roster//due//EN", "CALSCALE:GREGORIAN"],
    `X-WR-CALNAME:${escaped(`iam-roster ${calendars.map(({ account }) => account).join(" ")}`)}`,
    ...calendars.flatMap(({ account, due }) => due.flatMap((one) => eventOf(one, account))),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function eventOf({ day, kind, user, what, said, next, owner }: Due, account: string): string[] {
  const uid = [user, kind, ...(what === "" ? [] : [what])].map(encodeURIComponent).join(".");
  const description = [...(owner === undefined ? [] : [`Owner: ${owner}`]), `Next: ${next}`].join("\n");
  return [
    "BEGIN:VEVENT",
    `UID:${uid}@${encodeURIComponent(account)}.iam-roster`,
    // When it was written would make two files of the same days differ.
    `DTSTAMP:${compact(day)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(day)}`,
    `DTEND;VALUE=DATE:${compact(addDays(day, 1))}`,
    "TRANSP:TRANSPARENT",
    `SUMMARY:${escaped(said)}`,
    `DESCRIPTION:${escaped(description)}`,
    ...["BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escaped(said)}`, "TRIGGER:-P7D", "END:VALARM"],
    "END:VEVENT",
  ];
}

const compact = (day: string) => day.replaceAll("-", "");

/** RFC 5545, 3.3.11; other control characters are not allowed in a text. */
function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r\n|\r|\n/g, "\\n")
    .replace(/\p{Cc}/gu, "");
}

/** RFC 5545, 3.1: at most 75 octets a line, and no character cut in two. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE) {
      parts.push(part);
      [part, octets] = ["", 1];
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join("\r\n ");
}
