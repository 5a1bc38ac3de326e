/** What a path is about. */
export type Kind = "user" | "group" | "role" | "policy";

/** A way from one permission of IAM to all of them. */
export interface Path {
  readonly id: string;
  /** All must be allowed on the same target. */
  readonly actions: readonly [string, ...string[]];
  /** @default - the first action */
  readonly name?: string;
  readonly target:
    | "self"
    | "own policy"
    | "own group"
    | "administrator"
    | "administrators' group"
    | "assumable role"
    | "administrative role";
  /** What is gained this way stays within the boundary of whoever takes it. */
  readonly within: boolean;
  /** The request names a policy, for conditions on it: AdministratorAccess. @default false */
  readonly attaches?: true;
}

/** Whoever may do all of these on everything may do anything. */
export const fullAccess = [
  "iam:PutUserPolicy",
  "iam:CreateUser",
  "iam:UpdateAssumeRolePolicy",
  "s3:DeleteBucket",
  "ec2:TerminateInstances",
  "kms:ScheduleKeyDeletion",
] as const;

/** The paths that need nothing but IAM. */
export const escalations: readonly Path[] = [
  {
    id: "iam-full-access",
    name: "full access to IAM",
    actions: ["iam:CreateUser", "iam:AttachUserPolicy", "iam:CreateAccessKey", "iam:UpdateAssumeRolePolicy"],
    target: "administrator",
    within: false,
    attaches: true,
  },
  { id: "put-user-policy", actions: ["iam:PutUserPolicy"], target: "self", within: true },
  { id: "attach-user-policy", actions: ["iam:AttachUserPolicy"], target: "self", within: true, attaches: true },
  { id: "put-group-policy", actions: ["iam:PutGroupPolicy"], target: "own group", within: true },
  {
    id: "attach-group-policy",
    actions: ["iam:AttachGroupPolicy"],
    target: "own group",
    within: true,
    attaches: true,
  },
  { id: "add-user-to-group", actions: ["iam:AddUserToGroup"], target: "administrators' group", within: true },
  { id: "create-policy-version", actions: ["iam:CreatePolicyVersion"], target: "own policy", within: true },
  { id: "set-default-policy-version", actions: ["iam:SetDefaultPolicyVersion"], target: "own policy", within: true },
  { id: "put-role-policy", actions: ["iam:PutRolePolicy"], target: "assumable role", within: false },
  {
    id: "attach-role-policy",
    actions: ["iam:AttachRolePolicy"],
    target: "assumable role",
    within: false,
    attaches: true,
  },
  {
    id: "update-assume-role-policy",
    actions: ["iam:UpdateAssumeRolePolicy"],
    target: "administrative role",
    within: false,
  },
  { id: "create-access-key", actions: ["iam:CreateAccessKey"], target: "administrator", within: false },
  { id: "create-login-profile", actions: ["iam:CreateLoginProfile"], target: "administrator", within: false },
  { id: "update-login-profile", actions: ["iam:UpdateLoginProfile"], target: "administrator", within: false },
];

/** A service that runs what it is told to as the role that it is passed. */
export interface Passing {
  readonly service: string;
  /** Whom the role must trust. */
  readonly principal: string;
  /** All are needed, each on anything. */
  readonly actions: readonly string[];
}

const service = (name: string, ...actions: readonly string[]): Passing => ({
  service: name,
  principal: `${name}.amazonaws.com`,
  actions: actions.map((action) => `${name}:${action}`),
});

/** With iam:PassRole each of these is a path. */
export const passingServices: readonly Passing[] = [
  service("lambda", "CreateFunction", "InvokeFunction"),
  { ...service("lambda", "CreateFunction", "CreateEventSourceMapping"), service: "lambda-event-source" },
  { ...service("lambda", "CreateFunction", "AddPermission"), service: "lambda-permission" },
  service("ec2", "RunInstances"),
  service("cloudformation", "CreateStack"),
  service("glue", "CreateDevEndpoint"),
  { ...service("glue", "CreateJob", "StartJobRun"), service: "glue-job" },
  service("sagemaker", "CreateNotebookInstance", "CreatePresignedNotebookInstanceUrl"),
  { ...service("sagemaker", "CreateTrainingJob"), service: "sagemaker-training" },
  { ...service("sagemaker", "CreateProcessingJob"), service: "sagemaker-processing" },
  service("codebuild", "CreateProject", "StartBuild"),
  service("datapipeline", "CreatePipeline", "PutPipelineDefinition", "ActivatePipeline"),
  {
    service: "ecs",
    principal: "ecs-tasks.amazonaws.com",
    actions: ["ecs:RegisterTaskDefinition", "ecs:RunTask"],
  },
  service("states", "CreateStateMachine", "StartExecution"),
];
