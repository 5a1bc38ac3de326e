import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { SANDBOX_UNSET, sandboxEnvironment } from "../../src/sandbox/index";
import { totpStep } from "../../src/sandbox/totp";
import { CERTIFICATE, SSH_KEY } from "./credentials";
import { type Running, start } from "./helpers";

/**
 * Second opinions on the answers: boto3 and the AWS CLI have parsers of their own. Where one is not on the machine
 * its test is left out, and the name of the test and a warning say so.
 */
const runFile = promisify(execFile);
const works = (command: string, ...args: string[]) => spawnSync(command, args, { timeout: 20_000 }).status === 0;
const hasBoto3 = works("python3", "-c", "import boto3");
const hasAwsCli = works("aws", "--version");
const judge = (present: boolean, name: string): [jest.It, string] => {
  if (!present) console.warn(`LEFT OUT: ${name} is not on this machine, so it does not judge the sandbox here`);
  return present ? [test, name] : [test.skip as jest.It, `LEFT OUT, ${name} is not on this machine:`];
};

let running: Running;
let environment: NodeJS.ProcessEnv;
beforeAll(async () => {
  running = await start();
  environment = { ...process.env };
  for (const name of SANDBOX_UNSET) delete environment[name];
  Object.assign(environment, sandboxEnvironment(running.url));
});
afterAll(() => running.close());

const STORY = `
import base64, boto3, hashlib, hmac, json, struct, sys
from botocore.exceptions import ClientError
given = json.load(sys.stdin)
iam, sts, kms, trail, s3 = (boto3.client(name) for name in ("iam", "sts", "kms", "cloudtrail", "s3"))
out = {}
who = sts.get_caller_identity()
out["account"] = who["Account"]
iam.create_user(UserName="bot", Tags=[{"Key": "Owner", "Value": "platform"}])
iam.get_waiter("user_exists").wait(UserName="bot")
policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
iam.put_user_policy(UserName="bot", PolicyName="push", PolicyDocument=json.dumps(policy))
out["policy"] = iam.get_user_policy(UserName="bot", PolicyName="push")["PolicyDocument"] == policy
key = iam.create_access_key(UserName="bot")["AccessKey"]
out["used"] = iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])["AccessKeyLastUsed"]
iam.upload_ssh_public_key(UserName="bot", SSHPublicKeyBody=given["ssh"])
iam.upload_signing_certificate(UserName="bot", CertificateBody=given["certificate"])
iam.create_login_profile(UserName="bot", Password="Tr0ub4dor&3")
iam.create_service_specific_credential(UserName="bot", ServiceName="codecommit.amazonaws.com")
device = iam.create_virtual_mfa_device(VirtualMFADeviceName="bot")["VirtualMFADevice"]
seed = base64.b32decode(device["Base32StringSeed"])
def code(step):
    digest = hmac.new(seed, struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return "%06d" % ((struct.unpack(">I", digest[at:at + 4])[0] & 0x7FFFFFFF) % 1000000)
step = given["step"]
iam.enable_mfa_device(UserName="bot", SerialNumber=device["SerialNumber"], AuthenticationCode1=code(step - 1), AuthenticationCode2=code(step))
out["devices"] = [d["User"]["UserName"] for page in iam.get_paginator("list_virtual_mfa_devices").paginate() for d in page["VirtualMFADevices"]]
details = iam.get_account_authorization_details(Filter=["User"])["UserDetailList"][0]
out["details"] = [details["UserName"], details["UserPolicyList"][0]["PolicyDocument"] == policy]
out["quota"] = iam.get_account_summary()["SummaryMap"]["UsersQuota"]
iam.generate_credential_report(); iam.generate_credential_report()
out["columns"] = len(iam.get_credential_report()["Content"].decode().splitlines()[0].split(","))
out["key"] = kms.create_key(Description="backups")["KeyMetadata"]["Description"]
out["events"] = trail.lookup_events(LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": "CreateUser"}])["Events"][0]["Username"]
s3.create_bucket(Bucket="payroll")
s3.create_bucket(Bucket="payroll.eu", CreateBucketConfiguration={"LocationConstraint": "EU"})
open_to_bot = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:user/bot"}, "Action": "s3:*", "Resource": "arn:aws:s3:::payroll.eu/*"}]}
boto3.client("s3", region_name="eu-west-1").put_bucket_policy(Bucket="payroll.eu", Policy=json.dumps(open_to_bot))
out["buckets"] = [[b["Name"], b["BucketRegion"]] for page in s3.get_paginator("list_buckets").paginate(PaginationConfig={"PageSize": 1}) for b in page["Buckets"]]
# boto3 follows the redirect of a bucket that is managed elsewhere, by the header that comes with it.
out["bucket_policy"] = json.loads(s3.get_bucket_policy(Bucket="payroll.eu")["Policy"]) == open_to_bot
try:
    s3.get_bucket_policy(Bucket="payroll")
except ClientError as error:
    out["no_policy"] = error.response["Error"]
s3.create_bucket(Bucket="audit", ObjectLockEnabledForBucket=True)
s3.put_object_lock_configuration(Bucket="audit", ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 1}}})
first = s3.put_object(Bucket="audit", Key="a log", Body=b"one", IfNoneMatch="*")
out["objects"] = []
for more in [dict(IfNoneMatch="*"), dict(IfMatch='"0"'), dict(IfMatch=first["ETag"])]:
    try:
        s3.put_object(Bucket="audit", Key="a log", Body=b"two", **more)
        out["objects"].append("written")
    except ClientError as error:
        out["objects"].append(error.response["Error"]["Code"])
try:
    s3.delete_object(Bucket="audit", Key="a log", VersionId=first["VersionId"])
except ClientError as error:
    out["objects"].append(error.response["Error"]["Message"])
old = s3.get_object(Bucket="audit", Key="a log", VersionId=first["VersionId"])
out["objects"] += [s3.get_object(Bucket="audit", Key="a log")["Body"].read().decode(), old["Body"].read().decode(), old["ObjectLockMode"]]
asked = dict(PolicySourceArn="arn:aws:iam::123456789012:user/bot", ActionNames=["s3:PutObject", "iam:GetUser"], ResourceArns=["arn:aws:s3:::payroll/a"])
out["simulated"] = [[r["EvalActionName"], r["EvalDecision"], [s["SourcePolicyId"] for s in r["MatchedStatements"]], r["ResourceSpecificResults"][0]["EvalResourceDecision"], r["EvalDecisionDetails"]] for page in iam.get_paginator("simulate_principal_policy").paginate(**asked) for r in page["EvaluationResults"]]
out["custom"] = iam.simulate_custom_policy(PolicyInputList=[json.dumps(policy)], PermissionsBoundaryPolicyInputList=[json.dumps(policy)], ActionNames=["s3:GetObject"])["EvaluationResults"]
try:
    iam.simulate_custom_policy(PolicyInputList=["no policy"], ActionNames=["s3:GetObject"])
except iam.exceptions.InvalidInputException as error:
    out["no_simulation"] = error.response["Error"]["Message"]
trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole"}]}
role = iam.create_role(RoleName="deployer", Description="deploys", AssumeRolePolicyDocument=json.dumps(trust))["Role"]
described = iam.update_role_description(RoleName="deployer", Description="builds")["Role"]
out["role"] = [sorted(role), sorted(described), described["Description"], sorted(iam.get_role(RoleName="deployer")["Role"])]
try:
    iam.delete_user(UserName="bot")
except iam.exceptions.DeleteConflictException as error:
    out["refused"] = error.response["Error"]["Message"]
try:
    iam.get_user(UserName="nobody")
except ClientError as error:
    out["absent"] = [error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]]
print(json.dumps(out))
`;

const role = ["Arn", "AssumeRolePolicyDocument", "CreateDate", "Path", "RoleId", "RoleName"];
const [testBoto3, boto3] = judge(hasBoto3, "boto3");
testBoto3(`${boto3} reads the life of a bot`, async () => {
  const child = runFile("python3", ["-c", STORY], { env: environment });
  child.child.stdin?.end(JSON.stringify({ ssh: SSH_KEY, certificate: CERTIFICATE, step: totpStep(new Date()) }));
  const { stdout } = await child;
  expect(JSON.parse(stdout)).toEqual({
    account: "123456789012",
    policy: true,
    objects: [
      ...["PreconditionFailed", "PreconditionFailed", "written"],
      "Access Denied because object protected by object lock.",
      ...["two", "one", "COMPLIANCE"],
    ],
    used: { Region: "N/A", ServiceName: "N/A" },
    devices: ["bot"],
    details: ["bot", true],
    quota: 5000,
    columns: 22,
    key: "backups",
    events: "sandbox",
    buckets: [
      ["payroll", "us-east-1"],
      ["payroll.eu", "eu-west-1"],
    ],
    bucket_policy: true,
    simulated: [
      ["s3:PutObject", "allowed", ["user_bot_push"], "allowed", {}],
      ["iam:GetUser", "implicitDeny", [], "implicitDeny", {}],
    ],
    custom: [
      {
        EvalActionName: "s3:GetObject",
        EvalResourceName: "*",
        EvalDecision: "allowed",
        MatchedStatements: [
          {
            SourcePolicyId: "PolicyInputList.1",
            SourcePolicyType: "IAM Policy",
            StartPosition: { Line: 1, Column: 41 },
            EndPosition: { Line: 1, Column: 95 },
          },
        ],
        MissingContextValues: [],
        PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true },
      },
    ],
    no_simulation: "Syntax errors in policy.",
    role: [
      role,
      [...role, "Description"].sort(),
      "builds",
      [...role, "Description", "MaxSessionDuration", "RoleLastUsed"].sort(),
    ],
    no_policy: {
      Code: "NoSuchBucketPolicy",
      Message: "The bucket policy does not exist",
      BucketName: "payroll",
    },
    refused: "Cannot delete entity, must delete policies first.",
    absent: ["NoSuchEntity", 404],
  });
});

const [testAwsCli, awsCli] = judge(hasAwsCli, "the AWS CLI");
testAwsCli(`${awsCli} reads users and errors`, async () => {
  const aws = (...args: string[]) => runFile("aws", ["--output", "json", ...args], { env: environment });
  await aws("iam", "create-user", "--user-name", "carol", "--path", "/people/");
  const { stdout } = await aws("iam", "list-users", "--path-prefix", "/people/", "--query", "Users[].Arn");
  expect(JSON.parse(stdout)).toEqual(["arn:aws:iam::123456789012:user/people/carol"]);
  await expect(aws("iam", "get-login-profile", "--user-name", "carol")).rejects.toMatchObject({
    stderr: expect.stringContaining(
      "An error occurred (NoSuchEntity) when calling the GetLoginProfile operation: Login Profile for User carol cannot be found.",
    ),
  });
});
