/** `-c key=value`, `--enable` and `--disable` as values. */
import { featureForKey, knownFeatureKeys } from "../features.ts";
import { nearestName } from "../nearest-name.ts";
import { endOfQuoted, type KeyPath, parseKeyPath } from "../toml/key-path.ts";
import { parseToml } from "../toml/parse-toml.ts";
import { isRawTable, type RawTable, type RawValue } from "../toml/raw-value.ts";

/** One setting of the command line or of a request. */
export interface CliOverride {
  readonly keyPath: readonly string[];
  readonly value: RawValue;
  /** What the user wrote, for messages. */
  readonly text: string;
}

/** The overrides in the order in which they count, or what is wrong with the first bad one. */
export type CliOverridesResult =
  | { readonly ok: true; readonly overrides: readonly CliOverride[] }
  | { readonly ok: false; readonly message: string };

/**
 * Parses the arguments of `-c`. The key is dotted, with quotes around segments that hold dots; the value
 * is TOML, or else the text itself without the quotes around it.
 */
export function parseCliOverrides(texts: readonly string[]): CliOverridesResult {
  const overrides: CliOverride[] = [];
  for (const text of texts) {
    const equals = findEquals(text);
    if (equals === undefined) return { ok: false, message: `Invalid override (missing '='): ${text}` };
    const key = text.slice(0, equals).trim();
    if (key === "") return { ok: false, message: `Empty key in override: ${text}` };
    const keyPath = key === "use_linux_sandbox_bwrap" ? ["features", key] : parseKeyPath(key);
    if (!keyPath) {
      return {
        ok: false,
        message: `Invalid key in override (an empty segment or an open quote): ${text}`,
      };
    }
    overrides.push({ keyPath, value: parseValue(text.slice(equals + 1).trim()), text: `-c ${text}` });
  }
  return { ok: true, overrides };
}

/**
 * The overrides of a request: dotted keys as in `-c`, values as in JSON. A null sets nothing, since TOML
 * has no such value.
 */
export function parseRequestOverrides(config: Readonly<Record<string, unknown>>): CliOverridesResult {
  const overrides: CliOverride[] = [];
  for (const [key, value] of Object.entries(config)) {
    if (key.trim() === "") return { ok: false, message: "Empty key in the settings of the request" };
    const keyPath = parseKeyPath(key);
    if (!keyPath) return { ok: false, message: `Invalid key in the settings of the request: ${key}` };
    const raw = fromJson(value);
    if (raw !== undefined) overrides.push({ keyPath, value: raw, text: `the request's ${key}` });
  }
  return { ok: true, overrides };
}

/** The overrides of `--enable` and `--disable`; disabling wins over enabling. */
export function featureOverrides(flags: {
  readonly enable: readonly string[];
  readonly disable: readonly string[];
}): CliOverridesResult {
  const unknown = [...flags.enable, ...flags.disable].find((key) => featureForKey(key) === undefined);
  if (unknown !== undefined) {
    const nearest = nearestName(unknown, knownFeatureKeys());
    const hint = nearest === undefined ? "" : ` (did you mean \`${nearest}\`?)`;
    return { ok: false, message: `Unknown feature flag: ${unknown}${hint}` };
  }
  const toOverride = (flag: string, value: boolean) => (key: string) => ({
    keyPath: ["features", key],
    value,
    text: `${flag} ${key}`,
  });
  return {
    ok: true,
    overrides: [
      ...flags.enable.map(toOverride("--enable", true)),
      ...flags.disable.map(toOverride("--disable", false)),
    ],
  };
}

/** The table that the overrides make together. A value in the way of a longer key gives way to a table. */
export function overridesTable(overrides: readonly CliOverride[]): RawTable {
  let table: RawTable = {};
  for (const { keyPath, value } of overrides) table = withValue(table, keyPath, value);
  return table;
}

/** The argument that set a path, or set something inside it. */
export function overrideTextFor(overrides: readonly CliOverride[], path: KeyPath): string | undefined {
  return overrides.findLast(({ keyPath }) => {
    const length = Math.min(keyPath.length, path.length);
    return keyPath.slice(0, length).every((segment, index) => segment === path[index]);
  })?.text;
}

function withValue(table: RawTable, [key, ...rest]: readonly string[], value: RawValue): RawTable {
  if (key === undefined) return table;
  const below = Object.hasOwn(table, key) ? table[key] : undefined;
  const next = rest.length === 0 ? value : withValue(isRawTable(below) ? below : {}, rest, value);
  return Object.fromEntries([...Object.entries(table).filter(([name]) => name !== key), [key, next]]);
}

/** The offset of the first `=` outside quotes; of the first one at all when the quotes do not match. */
function findEquals(text: string): number | undefined {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "=") return at;
    if (text[at] === '"' || text[at] === "'") {
      const end = endOfQuoted(text, at);
      if (end === undefined) break;
      at = end - 1;
    }
  }
  const first = text.indexOf("=");
  return first === -1 ? undefined : first;
}

function parseValue(text: string): RawValue {
  const parsed = parseToml(`value = ${text}`);
  const entries = parsed.ok ? Object.entries(parsed.table) : [];
  const [only] = entries;
  if (only && entries.length === 1) return only[1];
  return text.replace(/^["']+|["']+$/g, "");
}

/** A value of JSON as TOML has it: what is null is left out. */
export function fromJson(value: unknown): RawValue | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return value.map(fromJson).filter((element) => element !== undefined);
  if (typeof value !== "object") return value as RawValue;
  const members = Object.entries(value).flatMap(([key, member]): [string, RawValue][] => {
    const raw = fromJson(member);
    return raw === undefined ? [] : [[key, raw]];
  });
  return Object.fromEntries(members);
}
