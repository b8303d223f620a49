import { expect, test } from "@jest/globals";
import { sanitizeToolSchema } from "./tool-schema.ts";

test.each([
  [true, { type: "string" }],
  ["nonsense", { type: "string" }],
  [{}, { type: "string" }],
  [{ properties: {} }, { type: "object", properties: {} }],
  [{ type: "object" }, { type: "object", properties: {} }],
  [{ items: { type: "integer", minimum: 1 } }, { type: "array", items: { type: "number" } }],
  [{ type: "array" }, { type: "array", items: { type: "string" } }],
  [
    { enum: ["a"], description: "d" },
    { type: "string", description: "d" },
  ],
  [{ maximum: 3 }, { type: "number" }],
  [{ type: ["null", "boolean"] }, { type: "boolean" }],
])("%j becomes %j", (schema, expected) => {
  expect(sanitizeToolSchema(schema)).toEqual(expected);
});

test("members of objects are sanitized, sorted, and nothing else survives", () => {
  const schema = {
    $schema: "x",
    type: "object",
    properties: { b: { const: 1 }, a: true },
    required: ["b"],
    additionalProperties: { format: "uri" },
    title: "t",
  };
  expect(JSON.stringify(sanitizeToolSchema(schema))).toBe(
    JSON.stringify({
      type: "object",
      properties: { a: { type: "string" }, b: { type: "string" } },
      required: ["b"],
      additionalProperties: { type: "string" },
    }),
  );
});
