import { expect, test } from "@jest/globals";
import * as z from "zod/mini";
import { Uint32 } from "../numbers.ts";
import { type JsonSchemaOptions, toJsonSchema, toJsonSchemaBody } from "./json-schema.ts";
import type { Schema } from "./schema-types.ts";
import { toTypeScript } from "./typescript.ts";

const Inner = z.object({ count: Uint32 });
const options: JsonSchemaOptions = {
  nameOf: (schema) => (schema === Inner ? "Inner" : undefined),
  published: new Map(),
  omitted: new Map(),
  isNullAbsent: true,
  refTo: (_schema, name) => `#/definitions/${name}`,
};

test("names become references, numbers keep their width", () => {
  expect(toJsonSchema(Inner, options)).toEqual({ $ref: "#/definitions/Inner" });
  expect(toJsonSchemaBody(Inner, options)).toEqual({
    type: "object",
    required: ["count"],
    properties: { count: { type: "integer", format: "uint32", minimum: 0 } },
  });
});

test("where null stands for absent, only the key of a variant stays required", () => {
  const nullable = { value: z.nullable(z.string()) };
  expect(toJsonSchema(z.object(nullable), options)).toEqual({
    type: "object",
    properties: { value: { type: ["string", "null"] } },
  });
  expect(toJsonSchema(z.object(nullable), { ...options, isNullAbsent: false })).toMatchObject({
    required: ["value"],
  });
  expect(toJsonSchema(z.strictObject(nullable), options)).toMatchObject({
    required: ["value"],
    additionalProperties: false,
  });
});

test("a nullable reference is a union, a default stands beside it", () => {
  const shape = z.object({ a: z.nullish(Inner), b: z._default(Inner, { count: 1 }) });
  expect(toJsonSchema(shape, options)).toEqual({
    type: "object",
    properties: {
      a: { anyOf: [{ $ref: "#/definitions/Inner" }, { type: "null" }] },
      b: { default: { count: 1 }, allOf: [{ $ref: "#/definitions/Inner" }] },
    },
  });
});

test("tagged unions exclude each other", () => {
  const tagged = z.discriminatedUnion("type", [z.object({ type: z.literal("a") })]);
  expect(toJsonSchema(tagged, options)).toHaveProperty("oneOf");
  expect(toJsonSchema(z.union([z.string(), z.boolean()]), options)).toEqual({
    anyOf: [{ type: "string" }, { type: "boolean" }],
  });
});

test("published forms replace what reads, and left-out members are gone", () => {
  const reads: Schema = z.string();
  const published = new Map<Schema, Schema>([[reads, z.enum(["a", "b"])]]);
  const outer = z.object({ kind: reads as z.ZodMiniType, secret: z.string() });
  const omitted = new Map<Schema, ReadonlySet<string>>([[outer, new Set(["secret"])]]);
  expect(toJsonSchema(outer, { ...options, published, omitted })).toEqual({
    type: "object",
    required: ["kind"],
    properties: { kind: { type: "string", enum: ["a", "b"] } },
  });
});

test("a kind of schema that the protocol does not use is an error, not a guess", () => {
  const date = z.date();
  expect(() => toJsonSchema(date, options)).toThrow("date");
  expect(() => toTypeScript(date, { ...options, onName: () => undefined })).toThrow("date");
});

test("the same shapes as TypeScript", () => {
  const names: string[] = [];
  const shape = z.object({
    id: z.string(),
    inner: z.nullish(Inner),
    "odd-key": z.array(z.union([z.literal("x"), z.number()])),
    map: z.record(z.string(), z.boolean()),
    flag: z._default(z.boolean(), false),
  });
  const text = toTypeScript(shape, { ...options, onName: (_schema, name) => void names.push(name) });
  expect(text).toBe(
    '{ id: string, inner?: Inner | null, "odd-key": Array<"x" | number>, map: { [key in string]?: boolean }, flag?: boolean }',
  );
  expect(names).toEqual(["Inner"]);
});
