/** A way to have one's own code run as the role of a thing that is there already: without iam:PassRole. */
export interface Takeover {
  readonly id: string;
  readonly action: string;
  /** Service and beginning of the resource, as ARNs of such things have them. */
  readonly thing: readonly [service: string, resource: string];
  /** Whom the role of such a thing trusts. */
  readonly principal: string;
  /** One such thing, in AWS's word. */
  readonly noun: string;
}

type Of = Pick<Takeover, "thing" | "principal" | "noun">;

const of = (service: string, resource: string, noun: string, principal = service): Of => ({
  ...{ thing: [service, resource], noun },
  principal: `${principal}.amazonaws.com`,
});
const aFunction = of("lambda", "function:", "Lambda function");
const anInstance = of("ec2", "instance/", "EC2 instance");

/** The known ones. A role of this kind that can become administrator makes one of whoever may do that to any such thing. */
export const takeovers: readonly Takeover[] = [
  { id: "update-function-code", action: "lambda:UpdateFunctionCode", ...aFunction },
  // By a layer that runs before the function's own code.
  { id: "update-function-configuration", action: "lambda:UpdateFunctionConfiguration", ...aFunction },
  { id: "send-command", action: "ssm:SendCommand", ...anInstance },
  { id: "start-session", action: "ssm:StartSession", ...anInstance },
  { id: "send-ssh-public-key", action: "ec2-instance-connect:SendSSHPublicKey", ...anInstance },
  // With a buildspec of one's own.
  { id: "start-build", action: "codebuild:StartBuild", ...of("codebuild", "project/", "CodeBuild project") },
  { id: "execute-command", action: "ecs:ExecuteCommand", ...of("ecs", "task/", "ECS task", "ecs-tasks") },
  {
    ...{ id: "update-stack", action: "cloudformation:UpdateStack" },
    ...of("cloudformation", "stack/", "CloudFormation stack"),
  },
  {
    ...{ id: "update-dev-endpoint", action: "glue:UpdateDevEndpoint" },
    ...of("glue", "devEndpoint/", "Glue development endpoint"),
  },
  {
    ...{ id: "presigned-notebook", action: "sagemaker:CreatePresignedNotebookInstanceUrl" },
    ...of("sagemaker", "notebook-instance/", "SageMaker notebook"),
  },
];
