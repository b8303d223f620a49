/** From typed values to the attributes that are sent. */
import { type AttributeForm, type EventName, eventTable } from "../event-table.ts";
import { redactSecrets } from "./redact-secrets.ts";

/** What the SDK takes as attributes. */
export type SentAttributes = Record<string, string | number>;

/** What stands for a prompt that must not leave the machine (Codex 0.99.0). */
const REDACTED = "[REDACTED]";

/** An event's own attributes in the forms of the table; those that are missing are left out. */
export function writeEventAttributes(
  name: EventName,
  values: Readonly<Record<string, unknown>>,
  logsPrompts: boolean,
): SentAttributes {
  const forms: Readonly<Record<string, string>> = eventTable[name];
  const written: SentAttributes = {};
  for (const [key, form] of Object.entries(forms)) {
    const value = values[key];
    if (value === undefined) continue;
    written[key] = write(form.replace("?", "") as AttributeForm, value, logsPrompts);
  }
  return written;
}

function write(form: AttributeForm, value: unknown, logsPrompts: boolean): string | number {
  switch (form) {
    case "int":
      return Math.round(Number(value));
    case "decimal":
      return String(Math.round(Number(value)));
    case "prompt":
      return logsPrompts ? redactSecrets(String(value)) : REDACTED;
    case "flag":
    case "text":
      return redactSecrets(String(value));
  }
}

/** Tags of a metric: letters, digits and `._/-` only, never empty, as 0.99.0 demands of them. */
export function writeTags(tags: Readonly<Record<string, unknown>>): SentAttributes {
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, String(value).replace(/[^\w./-]/g, "_") || "unspecified"]],
    ),
  );
}
