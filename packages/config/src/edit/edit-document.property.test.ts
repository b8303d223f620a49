import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseToml } from "../toml/parse-toml.ts";
import { type DocumentEdit, editDocument } from "./edit-document.ts";

const KEYS = ["a", "b", '"x.y"', "'q r'"] as const;
const name = (key: string) => key.replace(/["']/g, "");

const VALUES = [
  "1",
  "'s'",
  '"t # no"',
  "[1, 2]",
  "[ 'a',\n  'b', # in\n]",
  "{ p = 1, 'z' = 'q' }",
  "1979-05-27",
  '"""many\nlines"""',
] as const;

/** The longest of them, with carriage returns. */
const VALUES_LENGTH = Math.max(...VALUES.map((each) => each.length)) + 2;

const pair = fc
  .tuple(
    fc.constantFrom(...KEYS),
    fc.constantFrom(...VALUES),
    fc.constantFrom("=", " =  "),
    fc.constantFrom("", " # c"),
  )
  .map(([key, value, equals, comment]) => ({ key, line: `${key}${equals}${value}${comment}` }));
const noise = fc.constantFrom([], ["# note"], [""], ["", "# note"]);

/** The lines below a header: different keys, with comments and blank lines between them. */
const body = fc
  .array(fc.tuple(noise, pair), { maxLength: 3 })
  .map((entries) =>
    entries
      .filter(([, { key }], at) => entries.findIndex(([, other]) => other.key === key) === at)
      .flatMap(([before, { line }]) => [...before, line]),
  );

const HEADERS = ["[t]", "[t.u]", '[v."x.y"]', "[[w]]", "[[w]]", "[v]"] as const;
const sections = fc
  .uniqueArray(fc.nat(HEADERS.length - 1), { maxLength: 4 })
  .chain((picked) => fc.tuple(...picked.map((at) => fc.tuple(fc.constant(HEADERS[at]), noise, body))));

const document = fc
  .tuple(body, sections, fc.constantFrom("\n", "\r\n"), fc.boolean())
  .map(([root, tables, newline, isOpen]) => {
    const lines = [...root, ...tables.flatMap(([header, before, own]) => [...before, header, ...own])];
    return (lines.join("\n") + (isOpen ? "" : "\n")).replaceAll("\n", newline);
  })
  .filter((text) => parseToml(text).ok);

const key = fc.constantFrom(...KEYS.map(name), "new");
const path = fc.oneof(
  fc.tuple(key),
  fc.tuple(fc.constantFrom("t", "v"), key),
  fc.tuple(fc.constantFrom("t", "v", "n"), fc.constantFrom("u", "x.y"), key),
);
const value = fc.constantFrom("new", 7, ["l"], { k: 1, deep: { m: "v" } }, {});
const edit: fc.Arbitrary<DocumentEdit> = fc.oneof(
  fc.record({ kind: fc.constant("set" as const), path, value }),
  fc.record({ kind: fc.constant("clear" as const), path }),
);

type Plain = { [key: string]: unknown };
const isPlain = (at: unknown): at is Plain =>
  typeof at === "object" && at !== null && !Array.isArray(at) && !(at instanceof Date);

/** What the edits mean, done to an ordinary object. */
function apply(table: Plain, edits: readonly DocumentEdit[]): Plain {
  for (const each of edits) {
    let at = table;
    for (const segment of each.path.slice(0, -1)) {
      if (!isPlain(at[segment])) {
        if (each.kind === "clear") break;
        at[segment] = {};
      }
      at = at[segment] as Plain;
    }
    const last = String(each.path.at(-1));
    if (each.kind === "set") at[last] = structuredClone(each.value);
    else if (isReached(table, each.path)) delete at[last];
  }
  return table;
}

function isReached(table: Plain, keys: DocumentEdit["path"]): boolean {
  let at: unknown = table;
  for (const segment of keys.slice(0, -1)) at = isPlain(at) ? at[segment] : undefined;
  return isPlain(at);
}

/** Without empty tables, which come and go with their last member; dates as text. */
function pruned(at: unknown): unknown {
  if (at instanceof Date) return at.toISOString();
  if (Array.isArray(at)) return at.map(pruned);
  if (!isPlain(at)) return at;
  const members = Object.entries(at).map(([name, member]) => [name, pruned(member)] as const);
  return Object.fromEntries(
    members.filter(([, member]) => !(isPlain(member) && Object.keys(member).length === 0)),
  );
}

function tableOf(text: string): Plain {
  const parsed = parseToml(text);
  if (!parsed.ok) throw new Error(`${parsed.message}\n${text}`);
  return { ...parsed.table };
}

test("whatever the document and the edits, the result says what the edits mean", () => {
  fc.assert(
    fc.property(document, fc.array(edit, { minLength: 1, maxLength: 4 }), (text, edits) => {
      const result = editDocument(text, edits);
      if (!result.ok) throw new Error(result.message);
      expect(pruned(tableOf(result.text))).toEqual(pruned(apply(tableOf(text), edits)));
    }),
    { numRuns: 400 },
  );
});

/** How many characters two texts share at their beginning and end together, each counted once at most. */
function sharedLength(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return start + end;
}

test("a new key is one piece of text put in; no other byte changes", () => {
  const parents = [
    { keys: [], header: "" },
    { keys: ["t"], header: "[t]" },
    { keys: ["v", "x.y"], header: '[v."x.y"]' },
    { keys: ["n", "m"], header: "" },
  ];
  fc.assert(
    fc.property(document, fc.constantFrom(...parents), value, (text, { keys, header }, added) => {
      fc.pre(text.includes(header));
      const result = editDocument(text, [{ kind: "set", path: [...keys, "new"], value: added }]);
      if (!result.ok) throw new Error(result.message);
      expect(sharedLength(text, result.text)).toBe(text.length);
    }),
    { numRuns: 400 },
  );
});

test("a cleared key is one piece of text taken out; no other byte changes", () => {
  fc.assert(
    fc.property(document, key, (text, gone) => {
      const result = editDocument(text, [{ kind: "clear", path: [gone] }]);
      if (!result.ok) throw new Error(result.message);
      expect(sharedLength(text, result.text)).toBe(result.text.length);
    }),
    { numRuns: 400 },
  );
});

test("a value that changes leaves everything around it", () => {
  fc.assert(
    fc.property(document, fc.constantFrom("a", "b", "x.y", "q r"), (text, changed) => {
      fc.pre(tableOf(text)[changed] !== undefined && !isPlain(tableOf(text)[changed]));
      const result = editDocument(text, [{ kind: "set", path: [changed], value: "<changed>" }]);
      if (!result.ok) throw new Error(result.message);
      const around = text.length - VALUES_LENGTH;
      expect(sharedLength(text, result.text)).toBeGreaterThanOrEqual(around);
      expect(result.text.split('"<changed>"')).toHaveLength(2);
    }),
    { numRuns: 400 },
  );
});
