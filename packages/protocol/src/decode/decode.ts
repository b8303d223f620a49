/** From text or plain values to typed ones. */
import { type $ZodIssue, type $ZodType, type output, safeParse } from "zod/v4/core";
import { DecodeError } from "../errors.ts";
import { parseJson } from "./parse-json.ts";
import { formatPath } from "./value-path.ts";

/** The typed value, or the first thing that is wrong. */
export type Decoded<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: DecodeError };

/** Checks a value; never throws. */
export function decodeValue<Schema extends $ZodType>(
  schema: Schema,
  value: unknown,
): Decoded<output<Schema>> {
  const parsed = safeParse(schema, value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const { path, reason } = explain(parsed.error.issues);
  return { ok: false, error: new DecodeError("wrong_shape", formatPath(path), reason) };
}

/** Parses and checks a text; never throws. */
export function decodeJson<Schema extends $ZodType>(schema: Schema, text: string): Decoded<output<Schema>> {
  const parsed = parseJson(text);
  return parsed.ok ? decodeValue(schema, parsed.value) : parsed;
}

interface Explanation {
  readonly path: readonly PropertyKey[];
  readonly reason: string;
}

/** The first issue; of a union the one that got furthest, since that is the variant that was meant. */
function explain(issues: readonly $ZodIssue[]): Explanation {
  const [issue] = issues;
  if (!issue) return { path: [], reason: "not as expected" };
  if (issue.code !== "invalid_union" || issue.errors.length === 0) {
    return { path: issue.path, reason: toReason(issue) };
  }
  const [deepest] = issue.errors
    .filter((errors) => errors.length > 0)
    .map(explain)
    .sort((a, b) => b.path.length - a.path.length);
  if (!deepest || deepest.path.length === 0) {
    return { path: issue.path, reason: "none of the allowed forms" };
  }
  return { path: [...issue.path, ...deepest.path], reason: deepest.reason };
}

function toReason(issue: $ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `${issue.expected} expected`;
    case "invalid_value":
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")} expected`;
    case "invalid_union":
      return "unknown variant";
    case "unrecognized_keys":
      return `unknown key ${issue.keys.map((key) => JSON.stringify(key)).join(", ")}`;
    case "too_big":
      return `at most ${issue.maximum} expected`;
    case "too_small":
      return `at least ${issue.minimum} expected`;
    default:
      return "not as expected";
  }
}
