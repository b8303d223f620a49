/** Reads the JSON arguments that the model wrote. */
import { reasonOf } from "@codex-ts/std";
import * as z from "zod/mini";

/** A count or a time: whole, and not below zero. */
export const count = z.int().check(z.nonnegative());

/** A count or a time that the model may leave out or give as null. */
export const optionalCount = z.optional(z.nullable(count));

/** The arguments, or a text that tells the model what is wrong with them. */
export type ParsedArguments<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly text: string };

/** Checks JSON text against a schema; the refusal names the first member that does not fit. */
export function parseArguments<Schema extends z.ZodMiniType>(
  schema: Schema,
  json: string,
): ParsedArguments<z.output<Schema>> {
  let value: unknown;
  try {
    value = JSON.parse(json === "" ? "{}" : json);
  } catch (error) {
    return refuse(reasonOf(error));
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue?.path.length ? `\`${issue.path.join(".")}\`: ` : "";
  return refuse(`${where}${describe(issue)}`);
}

function describe(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === "invalid_type") return `expected ${issue.expected}`;
  if (issue?.code === "invalid_value") return `expected one of ${issue.values.map(String).join(", ")}`;
  if (issue?.code === "unrecognized_keys") return `unknown member ${issue.keys.join(", ")}`;
  return issue?.message || "the arguments do not have the expected shape";
}

function refuse(reason: string): { readonly ok: false; readonly text: string } {
  return { ok: false, text: `failed to parse function arguments: ${reason}` };
}
