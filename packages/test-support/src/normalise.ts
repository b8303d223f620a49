/** Text to replace by a name, e.g. `{ "<cwd>": repo.path }`. */
export type Replacements = Readonly<Record<string, string>>;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d[:-]\d\d[:-]\d\d(?:\.\d+)?Z?/g;
const LOOPBACK = /127\.0\.0\.1:\d+/g;

/**
 * Gives a value whose volatile parts have fixed names, so that whole values can be compared.
 * UUIDs become `<id-0>`, `<id-1>` … by first appearance, times `<time>`, loopback ports `<server>`;
 * `replacements` are applied first, longest text first. Member names are treated like values.
 */
export function normalise(value: unknown, replacements: Replacements = {}): unknown {
  const ids = new Map<string, string>();
  const named = Object.entries(replacements).sort(([, a], [, b]) => b.length - a.length);

  function text(original: string): string {
    const replaced = named.reduce((current, [name, found]) => current.replaceAll(found, name), original);
    return replaced
      .replace(UUID, (id) => {
        const name = ids.get(id) ?? `<id-${ids.size}>`;
        ids.set(id, name);
        return name;
      })
      .replace(TIME, "<time>")
      .replace(LOOPBACK, "<server>");
  }

  function walk(part: unknown): unknown {
    if (typeof part === "string") return text(part);
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [text(key), walk(inner)]));
  }
  return walk(value);
}
