import fc from "fast-check";
import { addDays, daysBetween, endOfMonth, isIsoDate, isoDate } from "../../src/text/iso-date";

describe("days", () => {
  test.each(["2026-11-21", "2028-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])("%s is a day", (text) => {
    expect(isIsoDate(text)).toBe(true);
  });

  test.each([
    "2027-02-29",
    "1900-02-29",
    "2026-04-31",
    "2026-00-10",
    "2026-13-01",
    "2026-01-00",
    "2026-1-1",
    "26-01-01",
    "2026-11-21T00:00:00Z",
    " 2026-11-21",
    "2026-11-21\n",
    "soon",
    "",
  ])("%j is none", (text) => {
    expect(isIsoDate(text)).toBe(false);
  });

  test("agree with the calendar of the machine", () => {
    const noInvalidDate = { noInvalidDate: true, min: new Date("0001-01-01"), max: new Date("9000-01-01") };
    fc.assert(
      fc.property(fc.date(noInvalidDate), fc.integer({ min: -4000, max: 4000 }), (date, days) => {
        const day = isoDate(date);
        expect(isIsoDate(day)).toBe(true);
        if (days >= 0) expect(daysBetween(day, addDays(day, days))).toBe(days);
      }),
      { numRuns: 200 },
    );
  });

  test("are added and counted across months, leap days and changes of the clock", () => {
    expect(addDays("2026-11-21", 14)).toBe("2026-12-05");
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(daysBetween("2026-03-01", "2026-04-01")).toBe(31);
    expect(daysBetween("2026-12-05", "2026-11-21")).toBe(-14);
  });

  test("end with their month, so many months later", () => {
    expect(endOfMonth("2026-11-21", 2)).toBe("2027-01-31");
    expect(endOfMonth("2026-12-31", 2)).toBe("2027-02-28");
    expect(endOfMonth("2027-12-01", 2)).toBe("2028-02-29");
    expect(endOfMonth("2031-03-01", 0)).toBe("2031-03-31");
  });
});
