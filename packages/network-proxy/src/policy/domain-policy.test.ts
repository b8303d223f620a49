import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { NetworkProxyError } from "../errors.ts";
import { createDomainPolicy, type DomainSettings } from "./domain-policy.ts";
import { type Host, parseHost } from "./host.ts";

const policy = (settings: Partial<DomainSettings>) =>
  createDomainPolicy({ allowedDomains: [], deniedDomains: [], allowsLocal: true, ...settings });
const host = (text: string): Host => parseHost(text) ?? { kind: "name", text: "unreadable.invalid" };

test.each([
  ["example.com", "example.com", true],
  ["example.com", "www.example.com", false],
  ["EXAMPLE.com.:443", "example.com", true],
  ["*.example.com", "www.example.com", true],
  ["*.example.com", "a.b.example.com", true],
  ["*.example.com", "example.com", false],
  ["*.example.com", "badexample.com", false],
  ["**.example.com", "example.com", true],
  ["**.example.com", "a.example.com", true],
  ["*", "anything.org", true],
  ["*", "10.0.0.1", true],
  ["[::1]:80", "::1", true],
  ["0x7f.1", "127.0.0.1", true],
])("%s lists %s: %s", (pattern, asked, expected) => {
  expect(policy({ allowedDomains: [pattern] }).judgeHost(host(asked)) === undefined).toBe(expected);
  expect(policy({ allowedDomains: ["*"], deniedDomains: [pattern] }).judgeHost(host(asked))).toBe(
    expected ? "denied" : undefined,
  );
});

test.each([
  "",
  " ",
  "a*b.com",
  "*example.com",
  "*.",
  "*.*",
  "**",
  "*.10.0.0.1",
  "http://a.com",
  "a.com/x",
  "[::1",
  "a b",
])("the pattern %j means nothing", (pattern) => {
  expect(() => policy({ deniedDomains: [pattern] })).toThrow(NetworkProxyError);
});

test("an empty list opens nothing", () => {
  expect(policy({}).judgeHost(host("example.com"))).toBe("not_allowed");
});

test("local places are closed unless they are listed by their very name", () => {
  const closed = policy({ allowedDomains: ["*", "127.0.0.1", "intra.example"], allowsLocal: false });
  expect(closed.judgeHost(host("127.0.0.1"))).toBeUndefined();
  expect(closed.judgeHost(host("127.0.0.2"))).toBe("not_allowed_local");
  expect(closed.judgeHost(host("localhost"))).toBe("not_allowed_local");
  expect(closed.judgeHost(host("a.localhost"))).toBe("not_allowed_local");
  expect(closed.judgeHost(host("intra.example"))).toBeUndefined();
  expect(closed.judgeAddress(host("intra.example"), "10.0.0.1")).toBe("not_allowed_local");
  expect(closed.judgeAddress(host("intra.example"), "::ffff:10.0.0.1")).toBe("not_allowed_local");
  expect(closed.judgeAddress(host("intra.example"), "1.1.1.1")).toBeUndefined();
  expect(closed.judgeAddress(host("intra.example"), "nonsense")).toBe("not_allowed_local");
});

test("an address that is denied is denied behind every name", () => {
  const denying = policy({ allowedDomains: ["*"], deniedDomains: ["169.254.169.254"] });
  expect(denying.judgeAddress(host("a.example"), "169.254.169.254")).toBe("denied");
  expect(denying.judgeAddress(host("a.example"), "64:ff9b::a9fe:a9fe")).toBe("denied");
});

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const letters = (text: string, isUpper: readonly boolean[]) =>
  [...text]
    .map((letter, index) => (isUpper[index % isUpper.length] ? letter.toUpperCase() : letter))
    .join("");
/** Letters and digits of the block of full-width forms. */
const wide = (text: string) =>
  text.replace(/[a-z0-9]/g, (one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0));

test("a denied domain stays denied in any spelling", () => {
  fc.assert(
    fc.property(
      fc.array(label, { minLength: 2, maxLength: 4 }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
      fc.constantFrom("", ".", "..", "。", "｡"),
      fc.boolean(),
      (labels, isUpper, end, isWide) => {
        const name = labels.join(".");
        const spelled = letters(isWide ? wide(name) : name, isUpper) + end;
        expect(policy({ allowedDomains: ["*"], deniedDomains: [name] }).judgeHost(host(spelled))).toBe(
          "denied",
        );
        expect(policy({ allowedDomains: ["*"], deniedDomains: [spelled] }).judgeHost(host(name))).toBe(
          "denied",
        );
        const below = policy({ allowedDomains: ["*"], deniedDomains: [`**.${labels.slice(1).join(".")}`] });
        expect(below.judgeHost(host(spelled))).toBe("denied");
      },
    ),
  );
});

const base = (value: number, radix: "d" | "o" | "x") =>
  radix === "d" ? `${value}` : radix === "o" ? `0${value.toString(8)}` : `0x${value.toString(16)}`;

test("a denied address stays denied in any spelling", () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const radix = fc.constantFrom("d", "o", "x");
  fc.assert(
    fc.property(
      fc.tuple(byte, byte, byte, byte),
      fc.tuple(radix, radix, radix, radix),
      fc.integer({ min: 1, max: 4 }),
      (bytes, radixes, parts) => {
        const text = bytes.join(".");
        const rest = bytes.slice(parts - 1).reduce((sum, value) => sum * 256 + value, 0);
        const numbers = [...bytes.slice(0, parts - 1), rest];
        const spelled = numbers.map((value, index) => base(value, radixes[index] ?? "d")).join(".");
        const hex = bytes.map((value) => value.toString(16).padStart(2, "0")).join("");
        const denying = policy({ allowedDomains: ["*"], deniedDomains: [text] });
        for (const one of [
          spelled,
          `${spelled}.`,
          `::ffff:${text}`,
          `[::FFFF:${hex.slice(0, 4)}:${hex.slice(4)}]`,
        ]) {
          expect(denying.judgeHost(host(one))).toBe("denied");
        }
      },
    ),
  );
});

test("what cannot be read is never let through", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const read = parseHost(text);
      // Whatever is read is read the same once more: what is judged is what is connected to.
      if (read) expect(parseHost(read.text)).toEqual(read);
    }),
  );
});
