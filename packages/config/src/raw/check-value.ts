import { assertNever, nearestName } from "@codex-ts/std";
import type { KeyPath } from "../toml/key-path.ts";
import { isRawTable, type RawTable, type RawValue } from "../toml/raw-value.ts";
import type { Shape, TableShape } from "./schema.ts";

/** So many findings may carry a hint; nobody reads more. */
const MOST_HINTS = 50;

/** Something in a value that does not fit its shape. */
export interface Finding {
  /** An unknown key is only warned about; a fault makes the value unusable. */
  readonly kind: "fault" | "unknown-key";
  readonly keyPath: KeyPath;
  /** What the message is about: the value, the key, or the table that lacks something. */
  readonly part: "value" | "key" | "table";
  readonly message: string;
}

/** Compares a value with its shape. Findings come in the order of the document. */
export function checkValue(shape: Shape, value: RawValue): readonly Finding[] {
  const findings: Finding[] = [];
  visit(shape, value, [], findings);
  return findings;
}

/** A value with its type, as messages quote it. */
function describeValue(value: RawValue): string {
  if (typeof value === "string") return `string ${JSON.stringify(value)}`;
  if (typeof value === "bigint") return `integer \`${value}\``;
  if (typeof value === "number") {
    return Number.isInteger(value) ? `integer \`${value}\`` : `floating point \`${value}\``;
  }
  if (typeof value === "boolean") return `boolean \`${value}\``;
  return Array.isArray(value) ? "a list" : "a table";
}

function visit(shape: Shape, value: RawValue, keyPath: KeyPath, findings: Finding[]): void {
  const fault = (message: string) => findings.push({ kind: "fault", keyPath, part: "value", message });
  const mismatch = () => fault(`invalid type: ${describeValue(value)}, expected ${expectation(shape)}`);
  switch (shape.kind) {
    case "string":
    case "path":
      if (typeof value !== "string") mismatch();
      return;
    case "boolean":
      if (typeof value !== "boolean") mismatch();
      return;
    case "number":
      if (typeof value !== "number" && typeof value !== "bigint") mismatch();
      return;
    case "integer": {
      const isWhole = typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
      if (!isWhole) mismatch();
      // The upper end of all integers is itself none of them.
      else if (value < shape.min || value > shape.max || value >= 2 ** 63) {
        fault(`invalid value: ${describeValue(value)}, expected ${expectation(shape)}`);
      }
      return;
    }
    case "choice": {
      if (typeof value !== "string") return void mismatch();
      if (shape.values.includes(value)) return;
      const refusal = Object.hasOwn(shape.refused, value) ? shape.refused[value] : undefined;
      fault(refusal ?? `unknown variant \`${value}\`, expected ${expectation(shape)}`);
      return;
    }
    case "either":
      visitEither(shape, value, keyPath, findings);
      return;
    case "list":
      if (!Array.isArray(value)) return void mismatch();
      for (const [index, element] of value.entries()) visit(shape.of, element, [...keyPath, index], findings);
      return;
    case "map":
      if (!isRawTable(value)) return void mismatch();
      for (const [key, member] of Object.entries(value)) visit(shape.of, member, [...keyPath, key], findings);
      return;
    case "table":
      if (!isRawTable(value)) return void mismatch();
      visitTable(shape, value, keyPath, findings);
      return;
    default:
      assertNever(shape);
  }
}

function visitEither(
  shape: Extract<Shape, { readonly kind: "either" }>,
  value: RawValue,
  keyPath: KeyPath,
  findings: Finding[],
): void {
  for (const option of shape.shapes) {
    const found: Finding[] = [];
    visit(option, value, keyPath, found);
    if (found.some(isFault)) continue;
    findings.push(...found);
    return;
  }
  // A table that has keys of a possible shape is meant to be of that shape: what is wrong stands inside.
  const meant = shape.shapes.find((option) => sharesKeys(option, value));
  if (meant) return void visit(meant, value, keyPath, findings);
  const message = `invalid type: ${describeValue(value)}, expected ${shape.expected}`;
  findings.push({ kind: "fault", keyPath, part: "value", message });
}

function sharesKeys(shape: Shape, value: RawValue): boolean {
  if (shape.kind !== "table" || !isRawTable(value)) return false;
  return Object.keys(value).some((key) => Object.hasOwn(shape.fields, key));
}

function missingField(key: string, field: Shape | undefined): string {
  const words = field?.kind === "choice" ? field.values.map((word) => `\`${word}\``) : [];
  return `missing field \`${key}\`${words.length === 0 ? "" : ` (${words.join(" or ")})`}`;
}

function visitTable(shape: TableShape, value: RawTable, keyPath: KeyPath, findings: Finding[]): void {
  const before = findings.length;
  for (const [key, member] of Object.entries(value)) {
    const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    if (field) visit(field, member, [...keyPath, key], findings);
    // Looking for similar names costs time that a file full of unknown keys is not worth.
    else {
      findings.push(unknownKey([...keyPath, key], key, findings.length < MOST_HINTS ? shape.fields : {}));
      if (shape.others) visit(shape.others, member, [...keyPath, key], findings);
    }
  }
  // A misspelt key is often why the table lacks something, and its own warning is not printed next to faults.
  const unknown = findings
    .slice(before)
    .flatMap((finding) => (isUnknownIn(keyPath, finding) ? [`; ${finding.message}`] : []))
    .join("");
  for (const key of shape.required) {
    if (Object.hasOwn(value, key)) continue;
    const message = missingField(key, shape.fields[key]) + unknown;
    findings.push({ kind: "fault", keyPath, part: "table", message });
  }
  if (!shape.rule || findings.slice(before).some(isFault)) return;
  const fault = shape.rule(value);
  if (!fault) return;
  const { key, message } = fault;
  findings.push(
    key === undefined
      ? { kind: "fault", keyPath, part: "table", message: message + unknown }
      : { kind: "fault", keyPath: [...keyPath, key], part: "value", message },
  );
}

function unknownKey(keyPath: KeyPath, key: string, known: TableShape["fields"]): Finding {
  const nearest = nearestName(key, Object.keys(known));
  const hint = nearest === undefined ? "" : ` Did you mean \`${nearest}\`?`;
  return { kind: "unknown-key", keyPath, part: "key", message: `unknown key \`${key}\` is ignored.${hint}` };
}

function isUnknownIn(table: KeyPath, { kind, keyPath }: Finding): boolean {
  return kind === "unknown-key" && keyPath.length === table.length + 1;
}

function isFault(finding: Finding): boolean {
  return finding.kind === "fault";
}

function expectation(shape: Shape): string {
  switch (shape.kind) {
    case "string":
      return "a string";
    case "path":
      return "a path string";
    case "boolean":
      return "a boolean";
    case "number":
      return "a number";
    case "integer":
      return integerExpectation(shape.min, shape.max);
    case "choice":
      return choiceExpectation(shape.values);
    case "either":
      return shape.expected;
    case "list":
      return "a list";
    case "map":
    case "table":
      return "a table";
  }
}

function integerExpectation(min: number, max: number): string {
  if (max < Number.MAX_SAFE_INTEGER) return `an integer from ${min} to ${max}`;
  return min > Number.MIN_SAFE_INTEGER ? `an integer of at least ${min}` : "an integer";
}

function choiceExpectation(values: readonly string[]): string {
  const quoted = values.map((value) => `\`${value}\``);
  return quoted.length === 1 ? quoted.join("") : `one of ${quoted.join(", ")}`;
}
