/** The widths of numbers in JSON Schema: `format`, and the lower bound that goes with it. */
import { Float32, Float64, Int32, Int64, Uint, Uint16, Uint32, Uint64 } from "../numbers.ts";
import type { Schema } from "./schema-types.ts";

/** By schema, since several widths have the same bounds in JavaScript. */
export const numberFormats: ReadonlyMap<Schema, Readonly<Record<string, string | number>>> = new Map<
  Schema,
  Readonly<Record<string, string | number>>
>([
  [Int32, { type: "integer", format: "int32" }],
  [Int64, { type: "integer", format: "int64" }],
  [Uint16, { type: "integer", format: "uint16", minimum: 0 }],
  [Uint32, { type: "integer", format: "uint32", minimum: 0 }],
  [Uint64, { type: "integer", format: "uint64", minimum: 0 }],
  [Uint, { type: "integer", format: "uint", minimum: 0 }],
  [Float32, { type: "number", format: "float" }],
  [Float64, { type: "number", format: "double" }],
]);
