/** Text fields of files that people write: blanks collapsed, lengths limited. */

/** True for an object with keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field's text, or why there is none. */
export type TextField =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "missing" }
  | { readonly kind: "too-long" };

/** Reads a scalar as text. Runs of blanks become one; an empty text is missing; length in characters. */
export function boundedText(value: unknown, maxCharacters: number): TextField {
  const isScalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  const text = isScalar ? String(value).trim().replace(/\s+/g, " ") : "";
  if (text === "") return { kind: "missing" };
  return Array.from(text).length > maxCharacters ? { kind: "too-long" } : { kind: "text", text };
}

/** The text of a field, or undefined when it is missing, too long, or no text at all. */
export function textOrUndefined(value: unknown, maxCharacters: number): string | undefined {
  const field = boundedText(value, maxCharacters);
  return field.kind === "text" ? field.text : undefined;
}
