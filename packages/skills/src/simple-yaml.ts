/** Reads the YAML that most skills have, keys and scalars, without loading a YAML parser. */

/** Keys with texts, or with one level of keys with texts below them. */
export interface SimpleYaml {
  readonly [key: string]: string | { readonly [key: string]: string };
}

const TOP_LINE = /^([A-Za-z_][\w-]*):(?:[ \t]+(.*))?$/;
const NESTED_LINE = /^ +([A-Za-z_][\w-]*):[ \t]+(.*)$/;

/** A plain scalar that begins so has a meaning of its own in YAML. */
const SPECIAL_START = /^[[\]{}&*!|>%@`#,?"']|^- |^-$/;

/**
 * The text of a scalar on one line, or undefined when only a real parser can tell. A colon inside a plain
 * scalar is an error in YAML and taken literally here: descriptions such as `use when: x` are common.
 */
function scalar(source: string): string | undefined {
  const text = source.trim();
  const quoted = /^"([^"\\]*)"$|^'([^']*)'$/.exec(text);
  if (quoted) return quoted[1] ?? quoted[2];
  if (text === "" || SPECIAL_START.test(text) || /^(?:~|null)$/i.test(text)) return undefined;
  // A blank and a hash start a comment.
  if (/\s#/.test(text)) return undefined;
  return text;
}

/** Reads simple YAML; undefined for anything beyond keys and one-line scalars, which is not an error. */
export function readSimpleYaml(source: string): SimpleYaml | undefined {
  const result: Record<string, string | Record<string, string>> = {};
  let parent: Record<string, string> | undefined;
  for (const line of source.split(/\r?\n/)) {
    if (line.trim() === "") continue;
    const top = TOP_LINE.exec(line.trimEnd());
    if (top?.[1] !== undefined) {
      if (Object.hasOwn(result, top[1])) return undefined;
      parent = undefined;
      if (top[2] === undefined) {
        parent = {};
        result[top[1]] = parent;
        continue;
      }
      const value = scalar(top[2]);
      if (value === undefined) return undefined;
      result[top[1]] = value;
      continue;
    }
    const nested = NESTED_LINE.exec(line.trimEnd());
    const value = nested?.[2] === undefined ? undefined : scalar(nested[2]);
    if (!parent || nested?.[1] === undefined || value === undefined) return undefined;
    if (Object.hasOwn(parent, nested[1])) return undefined;
    parent[nested[1]] = value;
  }
  return result;
}

/** Quotes one-line scalars that hold `: `, which YAML refuses. For a second try after a parser failed. */
export function quoteColons(source: string): string {
  return source
    .split("\n")
    .map((line) => {
      const match = /^(\s*[A-Za-z_][\w-]*:[ \t]+)([^[\]{}&*!|>%@`#"'\s].*)$/.exec(line.trimEnd());
      const [, key, value] = match ?? [];
      return key !== undefined && value?.includes(": ") ? `${key}${JSON.stringify(value)}` : line;
    })
    .join("\n");
}
