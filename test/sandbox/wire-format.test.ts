import { type Running, start } from "./helpers";
import { iam, post } from "./raw";

let running: Running;
beforeAll(async () => {
  running = await start();
  await iam(running.url, "CreateUser", { UserName: "alice" });
});
afterAll(() => running.close());

/** Lengths of bodies recorded from AWS, for names of the given length (`facts/iam.md`, "Wire format"). */
const EMPTY_LISTS: ReadonlyArray<readonly [action: string, length: number]> = [
  ["ListMFADevices", 314],
  ["ListAccessKeys", 321],
  ["ListAttachedUserPolicies", 360],
  ["ListGroupsForUser", 322],
  ["ListSSHPublicKeys", 329],
  ["ListSigningCertificates", 352],
  ["ListUserPolicies", 323],
];

test.each(EMPTY_LISTS)("an empty answer of %s has AWS's %i bytes", async (action, length) => {
  const { body } = await iam(running.url, action, { UserName: "alice" });
  expect(Buffer.byteLength(body)).toBe(length);
});

test("an empty list of users of a path has AWS's 289 bytes", async () => {
  const { body } = await iam(running.url, "ListUsers", { PathPrefix: "/nobody/" });
  expect(Buffer.byteLength(body)).toBe(289);
});

test("answers without a result have AWS's lengths", async () => {
  const { url } = running;
  const lengths: Record<string, number> = {};
  const send = async (action: string, parameters: Record<string, string>) => {
    lengths[action] = Buffer.byteLength((await iam(url, action, parameters)).body);
  };
  await iam(url, "CreateGroup", { GroupName: "developers" });
  await send("TagUser", { UserName: "alice", "Tags.member.1.Key": "Owner", "Tags.member.1.Value": "alice" });
  await send("UntagUser", { UserName: "alice", "TagKeys.member.1": "Owner" });
  await send("AddUserToGroup", { UserName: "alice", GroupName: "developers" });
  await send("RemoveUserFromGroup", { UserName: "alice", GroupName: "developers" });
  await iam(url, "CreateLoginProfile", { UserName: "alice", Password: "Tr0ub4dor&3" });
  await send("DeleteLoginProfile", { UserName: "alice" });
  const { body } = await iam(url, "CreateAccessKey", { UserName: "alice" });
  await send("DeleteAccessKey", { UserName: "alice", AccessKeyId: /AKIA\w{16}/.exec(body)?.[0] ?? "" });
  await iam(url, "CreateUser", { UserName: "bob" });
  await send("DeleteUser", { UserName: "bob" });
  expect(lengths).toEqual({
    TagUser: 194,
    UntagUser: 198,
    AddUserToGroup: 208,
    RemoveUserFromGroup: 218,
    DeleteLoginProfile: 216,
    DeleteAccessKey: 210,
    DeleteUser: 200,
  });
});

test("a report that is not there answers with AWS's 224 bytes, without a message", async () => {
  const { status, body } = await iam(running.url, "GetCredentialReport");
  expect(status).toBe(410);
  expect(Buffer.byteLength(body)).toBe(224);
  expect(body).not.toContain("<Message>");
});

test("an error is laid out as AWS lays it out", async () => {
  const { status, headers, body } = await iam(running.url, "GetUser", { UserName: "carol" });
  const id = headers["x-amzn-requestid"];
  expect(status).toBe(404);
  expect(headers["content-type"]).toBe("text/xml");
  expect(body).toBe(`<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
  <Error>
    <Type>Sender</Type>
    <Code>NoSuchEntity</Code>
    <Message>The user with name carol cannot be found.</Message>
  </Error>
  <RequestId>${id}</RequestId>
</ErrorResponse>
`);
});

test("a list comes with IsTruncated first, then its members", async () => {
  const { body } = await iam(running.url, "ListUsers");
  expect(
    body
      .replace(/AIDA\w{17}/, "AIDA...")
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/, "TIME")
      .replace(/[0-9a-f-]{36}/, "ID"),
  ).toBe(
    `<ListUsersResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
  <ListUsersResult>
    <IsTruncated>false</IsTruncated>
    <Users>
      <member>
        <Path>/</Path>
        <UserName>alice</UserName>
        <UserId>AIDA...</UserId>
        <Arn>arn:aws:iam::123456789012:user/alice</Arn>
        <CreateDate>TIME</CreateDate>
      </member>
    </Users>
  </ListUsersResult>
  <ResponseMetadata>
    <RequestId>ID</RequestId>
  </ResponseMetadata>
</ListUsersResponse>
`,
  );
});

test("text that is XML, or looks like a secret of JavaScript, is written as data", async () => {
  const { url } = running;
  await iam(url, "CreateUser", {
    UserName: "__proto__",
    "Tags.member.1.Key": "constructor",
    "Tags.member.1.Value": "a",
  });
  await iam(url, "CreateUser", { UserName: "constructor" });
  const { body } = await iam(url, "GetUser", { UserName: "__proto__" });
  expect(body).toContain("<UserName>__proto__</UserName>");
  expect(body).toContain("<Key>constructor</Key>");
  const unknown = await iam(url, "GetUser", { UserName: "toString" });
  expect(unknown.body).toContain("The user with name toString cannot be found.");
  const odd = await iam(url, "DeleteVirtualMFADevice", { SerialNumber: "<&>" });
  expect(odd.body).not.toContain("<&>");
  expect(({} as Record<string, unknown>).Tags).toBeUndefined();
});

test("an action that is not implemented is refused, never answered", async () => {
  const { status, body } = await iam(running.url, "CreateInstanceProfile", { InstanceProfileName: "x" });
  expect(status).toBe(400);
  expect(body).toContain("<Code>InvalidAction</Code>");
  expect(body).toContain("<Message>Could not find operation CreateInstanceProfile for version 2010-05-08</Message>");
  expect((await iam(running.url, "constructor")).body).toContain("<Code>InvalidAction</Code>");
  const target = { "X-Amz-Target": "TrentService.ScheduleKeyDeletion" };
  expect((await post(running.url, "{}", target)).body).toContain("UnknownOperationException");
});
