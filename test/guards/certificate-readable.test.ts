import { judged } from "./judge";

const id = "certificate-readable";

describe(id, () => {
  test("fails when the certificate was cut short, or is two", async () => {
    const findings = await judged(
      id,
      `
users:
  deploy-bot:
    type: service
    owner: platform
    signingCertificates:
      soap: { body: MIIDSTCCAjGgAwIBAgIUSwbwxlDTeK }
      chain:
        body: |
          -----BEGIN CERTIFICATE-----
          MIIDSTCCAjGgAwIBAgIUSwbwxlDTeK
          -----END CERTIFICATE-----
          -----BEGIN CERTIFICATE-----
          MIIDSTCCAjGgAwIBAgIUSwbwxlDTeK
          -----END CERTIFICATE-----
      broken:
        body: |
          -----BEGIN CERTIFICATE-----
          MIIDSTCCAjGgAwIBAgIUSwbwxlDTeK
          -----END CERTIFICATE-----
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "7:21 error signing certificate soap of deploy-bot is not readable as one X.509 certificate in PEM
        Paste the certificate as PEM, from -----BEGIN CERTIFICATE----- to its END, under body: |
      10:11 error signing certificate chain of deploy-bot is not readable as one X.509 certificate in PEM
        Paste the certificate as PEM, from -----BEGIN CERTIFICATE----- to its END, under body: |
      18:11 error signing certificate broken of deploy-bot is not readable as one X.509 certificate in PEM
        Paste the certificate as PEM, from -----BEGIN CERTIFICATE----- to its END, under body: |"
    `);
  });

  test.each(["LF", "CRLF"])(
    "does not report a certificate in PEM, uploaded from a file with %s",
    async (lineBreaks) => {
      const findings = await judged(
        id,
        `
users:
  deploy-bot:
    type: service
    owner: platform
    signingCertificates:
      soap:
        body: |
          -----BEGIN CERTIFICATE-----
          MIIDSTCCAjGgAwIBAgIUSwbwxlDTeK/zr8rQq8+VCyrgI1cwDQYJKoZIhvcNAQEL
          BQAwNDEQMA4GA1UECgwHRXhhbXBsZTEgMB4GA1UEAwwXZGVwbG95LWJvdCBzb2Fw
          IHNpZ25pbmcwHhcNMjYxMTIxMjIzODA4WhcNNDYxMTE2MjIzODA4WjA0MRAwDgYD
          VQQKDAdFeGFtcGxlMSAwHgYDVQQDDBdkZXBsb3ktYm90IHNvYXAgc2lnbmluZzCC
          ASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBALIvyHuUcIJLgpEz2rkrsKXo
          D+rd8sz665Zmzh8mOg9GBvR1PQcucYTI2K2iSTLTwZTlfUyMxBWv1cebe6aXE2Qg
          Ui/N2gSq7sTfWjJp/xbQVLwivigDlOWdULr1actv+LsBhikI2iWDF3ombWmbTY4w
          f2X4QqRbiqD4QnBL2Xkp13C9V1pCnxC1HT1LcTgpi2o+aQNJxxwp6iE5AdlTmk75
          zvXZcNMPIKLfx2FIR9nzqblkBnqZWmjl/n4YjzHCplq18AFENXgGI1EKbDyENuyt
          f8/2Y44S67bViibcbJ+t7KyjM0Ah/JIrsuSguAHGVPb6LfwWe+fcsZQ3fJ8LmI0C
          AwEAAaNTMFEwHQYDVR0OBBYEFCBElUAodySlRJ5uOC4VPT6JAVXxMB8GA1UdIwQY
          MBaAFCBElUAodySlRJ5uOC4VPT6JAVXxMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZI
          hvcNAQELBQADggEBAIDOKQTxBNEYqnjgTyjjc/pt5TmNH5BLhiKpwADJTndpwFj9
          GOfnJdgSTR5U0HXksFAAL+44vDtHLj1adN1xHC5W+5b5NOpG8xY9y9uJ9wJbBvTg
          snKek0s7uWJwzjAtFWVQ9b59Qd/ojj6khLizqzQeeSH0ioy9QKWPnb6WyjxFOnlx
          ETwN2jWw2zuI/Shd9VMpdO5wsRVFy21DRy97HDBT87gyBYW5MSyQaqDQl3lL2XAI
          q4kZxhzIdBwEI0K55XbsLNoP7wdRXDlrWPOErzAyTeEqEvmcxaw3eqB7UHSLRJCj
          csU/DCUL7JQ2K4rmuw7O4XjaVAv+0WzHaAt2PO8=
          -----END CERTIFICATE-----
        lineBreaks: ${lineBreaks}
        finalLineBreak: true
`,
      );
      expect(findings).toBe("");
    },
  );
});
