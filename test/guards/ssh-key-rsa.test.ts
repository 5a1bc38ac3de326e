import { judged } from "./judge";

const id = "ssh-key-rsa";

describe(id, () => {
  test("fails when the key is of a kind that IAM does not document", async () => {
    const findings = await judged(
      id,
      `
users:
  deploy-bot: { type: service, owner: platform, sshPublicKeys: { ci: { publicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI ci } } }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "3:83 warning SSH public key ci of deploy-bot is of the kind ssh-ed25519; IAM documents ssh-rsa only
        Make one with: ssh-keygen -t rsa -b 4096"
    `);
  });

  test("does not report an RSA key", async () => {
    const findings = await judged(
      id,
      `
users:
  deploy-bot: { type: service, owner: platform, sshPublicKeys: { ci: { publicKey: ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ ci } } }
`,
    );
    expect(findings).toBe("");
  });
});
