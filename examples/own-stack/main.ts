import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { ManagedGroup, ManagedPolicy, ManagedUser } from "iam-roster";

/** A stack of your own that has users in it, without a users.yaml. */
class CiStack extends TerraformStack {
  public constructor(app: App, id: string) {
    super(app, id);
    new AwsProvider(this, "aws", { region: "eu-central-1" });

    const push = new ManagedPolicy(this, "push-images", {
      document: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "ecr:*", Resource: "arn:aws:ecr:*:*:repository/${aws:username}/*" }],
      },
    });
    const pipelines = new ManagedGroup(this, "pipelines", { policies: [push] });

    const bot = new ManagedUser(this, "image-bot", {
      path: "/services/",
      groups: [pipelines],
      accessKeys: { a: { pgpKey: "keybase:acme" } },
    });
    new TerraformOutput(this, "image-bot-arn", { value: bot.arn });
    // Only who holds the private half of the PGP key can read it.
    new TerraformOutput(this, "image-bot-secret", { value: bot.accessKeys.a.encryptedSecret });
  }
}

const app = new App({ outdir: process.env.CDKTF_OUTDIR ?? "cdktf.out" });
new CiStack(app, "ci");
app.synth();
