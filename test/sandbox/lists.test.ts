import * as Iam from "@aws-sdk/client-iam";
import { type Running, refusal, start } from "./helpers";

let running: Running;
const names = Array.from({ length: 205 }, (_, index) => `user-${String(index).padStart(3, "0")}`);
beforeAll(async () => {
  running = await start();
  for (const UserName of names) await running.iam.send(new Iam.CreateUserCommand({ UserName }));
});
afterAll(() => running.close());

test("a list comes a hundred at a time, and all of it in the end", async () => {
  const pages: string[][] = [];
  for await (const page of Iam.paginateListUsers({ client: running.iam }, {})) {
    pages.push((page.Users ?? []).map((user) => user.UserName ?? ""));
  }
  expect(pages.map((page) => page.length)).toEqual([100, 100, 5]);
  expect(pages.flat()).toEqual(names);
});

test("people who leave while a list is read hide nobody else", async () => {
  const seen: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await running.iam.send(new Iam.ListUsersCommand({ Marker, MaxItems: 50 }));
    for (const { UserName = "" } of page.Users ?? []) {
      seen.push(UserName);
      await running.iam.send(new Iam.DeleteUserCommand({ UserName }));
      await running.iam.send(new Iam.CreateUserCommand({ UserName: `${UserName}-again`, Path: "/x/" }));
    }
    Marker = page.Marker;
  } while (Marker);
  expect(seen.filter((name) => !name.endsWith("-again"))).toEqual(names);
});

test("fails with a marker of another list, a cut marker, and more items than allowed", async () => {
  const { Marker } = await running.iam.send(new Iam.ListUsersCommand({ MaxItems: 1 }));
  expect(Marker?.length).toBeLessThanOrEqual(320);
  const invalid = "400 ValidationError Invalid Marker.";
  expect(await refusal(running.iam.send(new Iam.ListGroupsCommand({ Marker })))).toBe(invalid);
  expect(await refusal(running.iam.send(new Iam.ListUsersCommand({ Marker: Marker?.slice(0, 5) })))).toBe(invalid);
  expect(await refusal(running.iam.send(new Iam.ListUsersCommand({ MaxItems: 1001 })))).toBe(
    "400 ValidationError 1 validation error detected: Value at 'maxItems' failed to satisfy constraint: Member must have value less than or equal to 1000",
  );
});

test("devices with the longest of paths are paged through too", async () => {
  const Path = `/${"p".repeat(200)}/`;
  for (const VirtualMFADeviceName of ["a", "b", "c"]) {
    await running.iam.send(new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName, Path }));
  }
  const seen: string[] = [];
  for await (const page of Iam.paginateListVirtualMFADevices({ client: running.iam, pageSize: 1 }, {})) {
    seen.push(...(page.VirtualMFADevices ?? []).map((device) => device.SerialNumber?.slice(-1) ?? ""));
  }
  expect(seen).toEqual(["a", "b", "c"]);
});

test("names that differ only by case are one name, and the stored case comes back", async () => {
  await running.iam.send(new Iam.CreateUserCommand({ UserName: "Dora" }));
  expect(await refusal(running.iam.send(new Iam.CreateUserCommand({ UserName: "DORA" })))).toBe(
    "409 EntityAlreadyExists User with name DORA already exists.",
  );
  expect((await running.iam.send(new Iam.GetUserCommand({ UserName: "dOrA" }))).User?.UserName).toBe("Dora");
});
