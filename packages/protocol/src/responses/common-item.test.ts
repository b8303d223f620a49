import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { arbitraryOf } from "../../test/arbitrary-of.ts";
import { isCommonItem } from "./common-item.ts";
import { parseResponseItem, ResponseItem } from "./response-item.ts";

/** A good item, or one in which a member was put out of shape. */
const items = fc
  .tuple(
    arbitraryOf(ResponseItem),
    fc.nat(),
    fc.constantFrom(undefined, null, 5, {}, [], [null], [{}], ["x"]),
  )
  .map(([value, at, wrong]) => {
    const keys = Object.keys(value as object);
    const key = at % 3 === 0 ? keys[at % keys.length] : undefined;
    return key === undefined || key === "type" ? value : { ...(value as object), [key]: wrong };
  });

test("what is told without the schema is what the schema tells", () => {
  fc.assert(
    fc.property(items, (value) => {
      const checked = ResponseItem.safeParse(value);
      expect(parseResponseItem(value)).toEqual(checked.success ? checked.data : undefined);
    }),
    { numRuns: 2000 },
  );
});

test("the common forms are recognised, and nothing that a name of Object's members could fake", () => {
  expect(isCommonItem({ type: "function_call_output", call_id: "c", output: "x" })).toBe(true);
  expect(isCommonItem({ type: "message", role: "user", content: [{ type: "input_text", text: "x" }] })).toBe(
    true,
  );
  expect(isCommonItem({ type: "constructor" })).toBe(false);
  expect(isCommonItem(null)).toBe(false);
});
