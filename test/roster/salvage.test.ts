import { judgeLoaded } from "../../src/guards/index";
import { byPlace, diagnose } from "../../src/roster/index";
import { alice, load } from "./problems";

/** All that one run says of a file: YAML, schema, references and guards together, as `validate` has it. */
async function check(yaml: string): Promise<string> {
  const loaded = await load(yaml);
  return judgeLoaded(loaded, "2026-11-21")
    .map((finding) => diagnose(finding, loaded.files))
    .concat(loaded.diagnostics)
    .sort(byPlace)
    .map(({ line, column, severity, message }) => `${line}:${column} ${severity} ${message}`)
    .join("\n");
}

describe("all problems of a file come out in one run, each once", () => {
  test("fails when YAML, schema, references, quotas and names are wrong at once", async () => {
    const found = await check(`
version: 1
account: { id: 123456789012 }
groups: { developers: { polices: [] }, ops: nobody }
users:
  alice: { type: human, owner: alice@example.com, groups: [5, developrs, ops] }
  alice: { type: service, owner: alice@example.com }
  Alice: { type: human, owner: alice@example.com, accessKeys: { a: {}, b: {}, c: {} }, longLivedKeys: { ticket: SEC-1 } }
  bob: { type: humann, owner: bob@example.com, expires: 2026-01-31, loginProfile: { paswordLength: 9 } }
  carol: { type: human, owner: carol@example.com, loginProfile: *console, expires: 2026-01-31 }
  dana:
  erin: { type: human, owner: erin@example.com, loginProfile: {} }
`);
    expect(found).toMatchInlineSnapshot(`
      "2:16 error id is 123456789012; twelve digits in quotes is expected
      3:25 error unknown key "polices" in developers
      3:45 error ops is "nobody"; a map of keys and values is expected
      5:60 error an entry of groups is 5; text is expected
      5:63 error group developrs is not defined
      6:3 error the key "alice" a second time is not allowed in a roster
      7:3 error user names alice and Alice differ only by case; IAM does not distinguish them
      7:51 error Alice has 3 access keys; IAM allows 2
      7:65 error the secret of access key a of Alice would be in plain text in the state
      7:72 error the secret of access key b of Alice would be in plain text in the state
      7:79 error the secret of access key c of Alice would be in plain text in the state
      7:88 error longLivedKeys has no justification
      7:88 error longLivedKeys has no approvedBy
      7:88 error longLivedKeys has no expires
      8:16 error type is "humann"; allowed are human, service, break-glass
      8:57 error bob expired on 2026-01-31
      8:85 error unknown key "paswordLength" in loginProfile
      9:65 error an alias (*console) is not allowed in a roster
      9:84 error carol expired on 2026-01-31
      10:3 error dana is empty; a map of keys and values is expected
      11:49 error the first password of erin would be in plain text in the state
      11:49 error erin can sign in to the console without MFA"
    `);
  });

  test.each([
    ["a session without its role", 'account: { id: "123456789012", assumeRole: { externalId: acme } }'],
    ["a bucket without its region", "backend: { s3: { bucket: acme, key: users } }"],
    ["a workspace without a name", "backend: { cloud: { organization: acme, workspaces: {} } }"],
    ["a policy without a document", "policies: { boundary: {} }"],
    ["a policy with a statement that is none", "policies: { boundary: { document: { Statement: [Allow, {}] } } }"],
    ["a removal without a ticket", "removals: { bob: { justification: Left on bad terms } }"],
    ["defaults that are no map", "defaults: [people]"],
  ])("goes on to the guards after %s", async (_name, wrong) => {
    const found = await check(alice("    groups: [nobody]\n").replace("users:", `${wrong}\nusers:`));
    expect(found).toContain("7:14 error group nobody is not defined");
  });

  test("a wrong date hides none of what is asked of the same user, but what it may be about itself", async () => {
    const of = (key: string, value: string) =>
      check(`
version: 1
account: { id: "123456789012" }
users:
  bob:
    type: human
    owner: bob@example.com
    ${key}: ${value}
    loginProfile: { pgpKey: keybase:bob }
    policies: { managed: [arn:aws:iam::aws:policy/AdministratorAccess] }
`);
    const accepted =
      "{ justification: Enrols hardware keys that we cannot see, approvedBy: secops@example.com, ticket: S-1, expires: 2026-13-45 }";
    const asked = /administratorAccess|without MFA|directPolicies|policies on/g;
    const wrongExpiry = await of("expires", "2026-13-45");
    expect(wrongExpiry).toContain("bob can sign in to the console without MFA");
    expect(wrongExpiry.match(/ error /g)?.length).toBe(4);
    const wrongFlag = await of("consoleWithoutMfa", accepted);
    expect(wrongFlag).not.toContain("without MFA");
    expect(wrongFlag.match(/ error /g)?.length).toBe(3);
    // It may be any of them.
    const misspelt = await of("forceDestory", accepted);
    expect(misspelt.match(/ error /g)?.length).toBe(1);
    expect(asked.test(misspelt)).toBe(false);
  });

  test("does not ask for what stands in a part that could not be read", async () => {
    const found = await check(`
version: 1
account: { id: 1 }
users: [alice]
`);
    expect(found).toMatchInlineSnapshot(`
      "2:16 error id is 1; twelve digits in quotes is expected
      3:1 error users is a list; a map of keys and values is expected"
    `);
  });
});
