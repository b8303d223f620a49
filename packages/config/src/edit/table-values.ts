/** Tables with other values, as values: what an edit means without regard to how it is written. */
import { valueAt } from "../layers/merge.ts";
import type { KeyPath } from "../toml/key-path.ts";
import { isRawTable, type RawTable, type RawValue } from "../toml/raw-value.ts";

/** A table with a value at a path; what stands in the way of the path gives way to tables. */
export function withValue(table: RawTable, path: KeyPath, value: RawValue): RawTable {
  const next = inside(table, path, value);
  return isRawTable(next) ? next : table;
}

/** A table without what stands at a path. */
export function withoutValue(table: RawTable, path: KeyPath): RawTable {
  return valueAt(table, path) === undefined ? table : (removed(table, path) as RawTable);
}

/** A value without the member at a path; the value itself where there is none. */
export function removed(value: RawValue, [first, ...rest]: KeyPath): RawValue {
  if (Array.isArray(value)) {
    const list: readonly RawValue[] = value;
    if (rest.length === 0) return list.filter((_, index) => index !== first);
    return list.map((element, index) => (index === first ? removed(element, rest) : element));
  }
  if (!isRawTable(value)) return value;
  const members = Object.entries(value).flatMap(([key, member]): [string, RawValue][] => {
    if (key !== first) return [[key, member]];
    return rest.length === 0 ? [] : [[key, removed(member, rest)]];
  });
  return Object.fromEntries(members);
}

function inside(below: RawValue | undefined, [first, ...rest]: KeyPath, value: RawValue): RawValue {
  if (first === undefined) return value;
  if (Array.isArray(below)) {
    const list: readonly RawValue[] = below;
    if (typeof first === "number") {
      return list.map((element, index) => (index === first ? inside(element, rest, value) : element));
    }
  }
  const table = isRawTable(below) ? below : {};
  const next = inside(Object.hasOwn(table, first) ? table[first] : undefined, rest, value);
  const others = Object.entries(table).filter(([key]) => key !== first);
  return Object.fromEntries([...others, [String(first), next]]);
}
