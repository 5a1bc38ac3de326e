import { judged } from "./judge";

const id = "ssh-key-public";

describe(id, () => {
  test("fails when it is a private key, or is not in the encoding that it names", async () => {
    const findings = await judged(
      id,
      `
users:
  deploy-bot:
    type: service
    owner: platform
    sshPublicKeys:
      ci:
        publicKey: |
          -----BEGIN OPENSSH PRIVATE KEY-----
          b3BlbnNzaC1rZXktdjEAAAAABG5vbmU
          -----END OPENSSH PRIVATE KEY-----
      pem: { publicKey: ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ ci, encoding: PEM }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "9:11 error SSH public key ci of deploy-bot is not a public key in the encoding SSH
        Paste the content of id_rsa.pub (encoding SSH), or a PEM public key (encoding: PEM).
      12:25 error SSH public key pem of deploy-bot is not a public key in the encoding PEM
        Paste the content of id_rsa.pub (encoding SSH), or a PEM public key (encoding: PEM)."
    `);
  });

  test("does not report a public key in either encoding", async () => {
    const findings = await judged(
      id,
      `
users:
  deploy-bot:
    type: service
    owner: platform
    sshPublicKeys:
      ci: { publicKey: ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ== ci@example.com }
      pem:
        encoding: PEM
        publicKey: |
          -----BEGIN PUBLIC KEY-----
          MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A
          -----END PUBLIC KEY-----
`,
    );
    expect(findings).toBe("");
  });
});
