/** From text to a value that can be written again as it was, or a reason why not. */
import { DecodeError } from "../errors.ts";
import { isJsonObject } from "../json.ts";
import { formatPath } from "./value-path.ts";

/** As deep as the JSON reader of Codex 0.99.0 (serde_json) goes. */
const MAX_DEPTH = 128;

/** Texts without these cannot hold a number that changes or a key that JavaScript treats in its own way. */
const SUSPICIOUS = /\d{16}|\d[eE][+-]?\d\d|__proto__|\\u005[fF]/;

/**
 * Parses JSON. Refuses what would not survive: nesting beyond 128 levels, integers that would be written differently,
 * numbers out of its range, and keys named `__proto__`. Of equal keys in one object the last one counts.
 */
export function parseJson(
  text: string,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: DecodeError } {
  if (isTooDeep(text)) return refuse("too_deep", "", `nested deeper than ${MAX_DEPTH} levels`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return refuse("not_json", "", "not JSON", cause);
  }
  if (!SUSPICIOUS.test(text)) return { ok: true, value };
  const found = findUnsafe(JSON.parse(text, markInexact as Reviver));
  return found ? refuse("unsafe_value", formatPath(found.path), found.reason) : { ok: true, value };
}

type Reviver = (key: string, value: unknown) => unknown;

function refuse(code: DecodeError["code"], path: string, reason: string, cause?: unknown) {
  return { ok: false, error: new DecodeError(code, path, reason, { cause }) } as const;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts brackets outside of strings; the text need not be good JSON. */
function isTooDeep(text: string): boolean {
  if (text.length <= 2 * MAX_DEPTH) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case 0x5b:
      case 0x7b:
        depth += 1;
        if (depth > MAX_DEPTH) return true;
        break;
      case 0x5d:
      case 0x7d:
        depth -= 1;
        break;
    }
  }
  return false;
}

/** The index of the closing quote; behind the text when there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}

/** Stands for a number that parsing changed. */
class Inexact {}

/** Fractions are rounded everywhere and by everybody; integers and the range are not to be lost. */
function markInexact(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== "number") return value;
  if (!Number.isFinite(value)) return new Inexact();
  const { source } = context;
  if (source === undefined || !/^-?\d+$/.test(source) || source === String(value)) return value;
  return BigInt(source) === BigInt(value) ? value : new Inexact();
}

interface Unsafe {
  readonly path: readonly PropertyKey[];
  readonly reason: string;
}

/** The first place that parsing changed; the depth is bounded by now. */
function findUnsafe(value: unknown, path: readonly PropertyKey[] = []): Unsafe | undefined {
  if (value instanceof Inexact) return { path, reason: "a number that cannot be kept exactly" };
  if (Array.isArray(value)) return first(value.entries(), path);
  if (!isJsonObject(value)) return undefined;
  if (Object.hasOwn(value, "__proto__")) {
    return { path: [...path, "__proto__"], reason: "a key of this name is not taken" };
  }
  return first(Object.entries(value), path);
}

function first(
  members: Iterable<readonly [PropertyKey, unknown]>,
  path: readonly PropertyKey[],
): Unsafe | undefined {
  for (const [key, member] of members) {
    const found = findUnsafe(member, [...path, key]);
    if (found) return found;
  }
  return undefined;
}
