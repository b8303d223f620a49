import { expect, test } from "@jest/globals";
import { describeUnreached } from "./describe-unreached.ts";

test("known failures have words, others keep theirs", () => {
  const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
  expect(describeUnreached(refused)).toBe("connection refused");
  // What Node throws when a name has several addresses: no message of its own.
  expect(describeUnreached(Object.assign(new AggregateError([refused]), { code: "EOTHER" }))).toBe("EOTHER");
  expect(describeUnreached(new Error("odd"))).toBe("odd");
});
