import { inspect } from "node:util";
import { expect, test } from "@jest/globals";
import { Secret } from "./secret.ts";

const VALUE = "sk-test-0123456789abcdef";

test("no way of printing shows the value", () => {
  const secret = new Secret(VALUE);
  const holder = { auth: { mode: "apikey", key: secret }, list: [secret] };
  const printed = [
    inspect(secret),
    inspect(holder, { depth: null, showHidden: true, customInspect: false }),
    inspect(holder, { depth: null, showHidden: true }),
    JSON.stringify(holder),
    `${secret}`,
    secret.toString(),
    Object.entries(secret).toString(),
    new Error(`failed with ${secret}`).message,
    inspect(new Error("failed", { cause: holder })),
  ];
  for (const text of printed) expect(text).not.toContain("0123456789");
  expect(inspect(holder)).toContain("[secret]");
  expect(JSON.stringify(holder)).toContain('"[secret]"');
  expect(secret.reveal()).toBe(VALUE);
});

test("a mask shows both ends of a long key and nothing of a short one", () => {
  expect(new Secret(VALUE).mask()).toBe("sk-test-***bcdef");
  expect(new Secret("0123456789abcd").mask()).toBe("01234567***9abcd");
  expect(new Secret("0123456789abc").mask()).toBe("***");
});

test("two secrets can be compared without revealing them", () => {
  expect(new Secret("a").equals(new Secret("a"))).toBe(true);
  expect(new Secret("a").equals(new Secret("b"))).toBe(false);
});
