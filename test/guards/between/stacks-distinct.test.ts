import { between } from "./between";

test("reports the same name, with the place of the other, in whatever letters", async () => {
  expect(await between("stacks-distinct", "stack: users\nusers: {}", "users: {}\nstack: Users")).toBe(
    "2:8 error the stack users is also that of two.yaml:3:8",
  );
});

test("reports a name that a file has by itself", async () => {
  expect(await between("stacks-distinct", "users: {}", "stack: one\nusers: {}")).toBe(
    "1:1 error the stack one is also that of two.yaml:2:8",
  );
});

test("does not report two names", async () => {
  expect(await between("stacks-distinct", "users: {}", "users: {}")).toBe("");
});
