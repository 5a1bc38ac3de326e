import { defined } from "../../src/text/defined";

interface Acceptance {
  readonly ticket: string;
  readonly expires?: string;
  readonly severity?: "error" | "warning";
}

const accepted = (ticket: string, expires: string | undefined, grave: boolean): Acceptance =>
  defined({ ticket, expires, severity: grave ? "error" : undefined });

test("leaves out the keys whose value is undefined", () => {
  expect(Object.keys(accepted("SEC-1", undefined, false))).toEqual(["ticket"]);
  expect(accepted("SEC-1", "2027-01-31", true)).toEqual({ ticket: "SEC-1", expires: "2027-01-31", severity: "error" });
});

test("keeps null, false, 0, empty text, and what is undefined further inside", () => {
  const inside = { b: undefined };
  expect(Object.entries(defined({ null: null, false: false, zero: 0, empty: "", inside }))).toEqual([
    ["null", null],
    ["false", false],
    ["zero", 0],
    ["empty", ""],
    ["inside", inside],
  ]);
});

test("what may be undefined is optional in the type, and what may not is there", () => {
  const made = defined({ ticket: "SEC-1", expires: "" as string | undefined });
  const ticket: string = made.ticket;
  // @ts-expect-error -- it may be absent
  const expires: string = made.expires;
  expect([ticket, expires]).toEqual(["SEC-1", ""]);
});
