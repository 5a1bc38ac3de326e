import { BlockList, isIPv4, isIPv6 } from "node:net";
import fc from "fast-check";
import { inNetwork } from "../../src/policy/networks";

/** Node's own answer. */
function nodeSays(base: string, prefix: number, address: string): boolean {
  const family = isIPv4(base) ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(base, prefix, family);
  return list.check(address, family);
}

// Few values of each part, so that many addresses lie in many networks.
const v4 = fc.array(fc.constantFrom(0, 1, 10, 127, 128, 192, 203, 255), { minLength: 4, maxLength: 4 });
const groups = fc.array(fc.constantFrom(0, 1, 0xdb8, 0x2001, 0x8000, 0xfffe), { minLength: 8, maxLength: 8 });
const v6Text = fc.tuple(groups, fc.boolean()).map(([parts, short]) => {
  const text = parts.map((part) => part.toString(16)).join(":");
  return short ? text.replace(/(^|:)0(:0)*(:|$)/, "::") : text;
});

test("an IPv4 address lies in a network as Node's BlockList has it", () => {
  fc.assert(
    fc.property(v4, fc.integer({ min: 0, max: 32 }), v4, (base, prefix, address) => {
      const [network, asked] = [base.join("."), address.join(".")];
      expect(inNetwork(`${network}/${prefix}`, asked)).toBe(nodeSays(network, prefix, asked));
    }),
    { numRuns: 2000 },
  );
});

test("an IPv6 address lies in a network as Node's BlockList has it, however it is written", () => {
  fc.assert(
    fc.property(v6Text, fc.integer({ min: 1, max: 128 }), v6Text, (network, prefix, asked) => {
      fc.pre(isIPv6(network) && isIPv6(asked));
      expect(inNetwork(`${network}/${prefix}`, asked)).toBe(nodeSays(network, prefix, asked));
    }),
    { numRuns: 2000 },
  );
});

test("what is not an address is not one here either", () => {
  const parts = fc.constantFrom("0", "01", "1", "255", "256", "::", ":", ".", "db8", "g", "fffff", "/", " ", "%eth0");
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (texts) => {
      const text = texts.join("");
      const isAddress = (isIPv4(text) || isIPv6(text)) && !text.includes("%");
      expect(inNetwork(text, text)).toBe(isAddress);
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ["203.0.113.7", "203.0.113.7", true],
  ["203.0.113.0/24", "203.0.113.255", true],
  ["203.0.113.9/24", "203.0.113.7", true],
  ["0.0.0.0/0", "203.0.113.7", true],
  ["203.0.113.0/33", "203.0.113.0", false],
  ["203.0.113.0/", "203.0.113.0", false],
  ["203.0.113.0/24/24", "203.0.113.0", false],
  ["0.0.0.0/0", "2001:db8::1", false],
  ["2001:db8::/32", "2001:DB8:0:1::203.0.113.7", true],
  ["2001:db8::/32", "2001:db9::1", false],
  ["::/0", "::", true],
  ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0", true],
  ["1:2:3:4:5:6:7:8::", "1:2:3:4:5:6:7:8", false],
])("%s and %s: %s", (network, address, expected) => {
  expect(inNetwork(network, address)).toBe(expected);
});
