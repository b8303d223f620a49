/** Values as JSON text holds them. */
import * as z from "zod/mini";

/** Any value that JSON text can hold. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
/** Lets through what `JSON.parse` gives, untouched: walking it again would cost time and prove nothing. */
export const JsonValue = z.unknown() as unknown as z.ZodMiniType<JsonValue, JsonValue>;

/** True for a plain JSON object (not null, not an array). */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object that a JSON text holds; undefined for any other text. No error quotes a text that may be secret. */
export function parseJsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
