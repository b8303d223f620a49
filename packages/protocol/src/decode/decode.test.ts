import { expect, test } from "@jest/globals";
import fc from "fast-check";
import * as z from "zod/mini";
import { EventMsg } from "../event/event-msg.ts";
import { Int32 } from "../numbers.ts";
import { RolloutLine } from "../rollout/rollout-line.ts";
import { decodeJson, decodeValue } from "./decode.ts";

const Shape = z.looseObject({
  name: z.string(),
  list: z.optional(z.array(z.object({ count: Int32, kind: z.enum(["a", "b"]) }))),
  "odd key": z.optional(z.boolean()),
});

function refusal(text: string, schema: z.ZodMiniType = Shape): unknown {
  const decoded = decodeJson(schema, text);
  if (decoded.ok) return "accepted";
  const { code, path, reason } = decoded.error;
  return { code, path, reason };
}

test("an error names the place and what was expected there", () => {
  expect(refusal('{"name":1}')).toEqual({ code: "wrong_shape", path: "name", reason: "string expected" });
  expect(refusal('{"name":"x","list":[{"count":1,"kind":"a"},{"count":1,"kind":"c"}]}')).toEqual({
    code: "wrong_shape",
    path: "list[1].kind",
    reason: 'one of "a", "b" expected',
  });
  expect(refusal('{"name":"x","odd key":1}')).toMatchObject({ path: '["odd key"]' });
  expect(refusal('{"name":"x","list":[{"count":2147483648,"kind":"a"}]}')).toMatchObject({
    path: "list[0].count",
    reason: "at most 2147483647 expected",
  });
  expect(refusal("[]")).toEqual({ code: "wrong_shape", path: "", reason: "object expected" });
});

test("of a union, the error is that of the variant that fits best", () => {
  const line = { timestamp: "t", type: "event_msg", payload: { type: "agent_message", message: 1 } };
  expect(refusal(JSON.stringify(line), RolloutLine)).toMatchObject({ path: "payload.message" });
  expect(refusal('{"type":"no_such_event"}', EventMsg)).toMatchObject({
    path: "type",
    reason: "unknown variant",
  });
  const either = z.union([z.number(), z.object({ deep: z.object({ value: z.string() }) })]);
  expect(refusal('{"deep":{"value":1}}', either)).toMatchObject({ path: "deep.value" });
  expect(refusal("true", either)).toMatchObject({ path: "", reason: "none of the allowed forms" });
});

test("text that is not JSON is refused", () => {
  for (const text of ["", " ", "{", "nul", "{'a':1}", "\u0000", '{"name":"x"} {}']) {
    expect(refusal(text)).toMatchObject({ code: "not_json" });
  }
});

test("deep nesting is refused before it is read; 128 levels are not deep", () => {
  const nested = (levels: number) => `{"name":"x","extra":${"[".repeat(levels)}${"]".repeat(levels)}}`;
  expect(refusal(nested(127))).toBe("accepted");
  expect(refusal(nested(128))).toMatchObject({ code: "too_deep" });
  expect(refusal(nested(1_000_000))).toMatchObject({ code: "too_deep" });
  expect(refusal("[".repeat(1_000_000))).toMatchObject({ code: "too_deep" });
  const brackets = JSON.stringify({ name: '"\\['.repeat(1000) });
  expect(refusal(brackets)).toBe("accepted");
});

test("numbers that would change are refused with their place, also where any value may stand", () => {
  for (const number of ["12345678901234567890", "-9007199254740993", "1e400", "-1e999"]) {
    expect(refusal(`{"name":"x","extra":{"a":[${number}]}}`)).toEqual({
      code: "unsafe_value",
      path: "extra.a[0]",
      reason: "a number that cannot be kept exactly",
    });
  }
  for (const number of ["9007199254740992", "1e22", "0.1234567890123456789", "1E+2"]) {
    expect(refusal(`{"name":"x","extra":${number}}`)).toBe("accepted");
  }
  expect(refusal('{"name":"12345678901234567890 __proto__"}')).toBe("accepted");
});

test("a key that JavaScript takes for the prototype is refused, however it is written", () => {
  for (const key of ["__proto__", "\\u005f_proto__", "__proto\\u005F_"]) {
    expect(refusal(`{"name":"x","extra":{"${key}":{"polluted":true}}}`)).toMatchObject({
      code: "unsafe_value",
      path: "extra.__proto__",
    });
  }
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  const decoded = decodeJson(Shape, '{"name":"x","constructor":{"prototype":1},"toString":2}');
  expect(decoded.ok && JSON.stringify(decoded.value)).toBe(
    '{"name":"x","constructor":{"prototype":1},"toString":2}',
  );
});

test("of equal keys the last one counts; huge strings and lone surrogates stay as they are", () => {
  expect(decodeJson(Shape, '{"name":"first","name":"last"}')).toEqual({ ok: true, value: { name: "last" } });
  const name = `${"x".repeat(5_000_000)}\ud800`;
  expect(decodeJson(Shape, JSON.stringify({ name }))).toEqual({ ok: true, value: { name } });
});

test("no input makes a decoder throw", () => {
  const hostile = fc.oneof(
    fc.json(),
    fc.string({ unit: "binary" }),
    fc.json().chain((text) => fc.nat(text.length).map((end) => text.slice(0, end))),
  );
  fc.assert(
    fc.property(hostile, (text) => {
      for (const schema of [Shape, EventMsg, RolloutLine]) {
        const decoded = decodeJson(schema, text);
        if (!decoded.ok) expect(decoded.error.name).toBe("DecodeError");
      }
    }),
  );
  fc.assert(fc.property(fc.anything(), (value) => typeof decodeValue(RolloutLine, value).ok === "boolean"));
});
