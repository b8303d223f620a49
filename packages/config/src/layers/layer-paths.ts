import path from "node:path";
import type { Shape } from "../raw/schema.ts";
import { isRawTable, type RawTable, type RawValue } from "../toml/raw-value.ts";

/** What relative paths of a layer count from. */
export interface PathBase {
  /** The folder of the file that holds them. */
  readonly folder: string;
  /** What `~` means; undefined = an ordinary character. */
  readonly userHome: string | undefined;
}

/** Makes the path-typed values of a layer absolute. Values of a wrong type stay as they are. */
export function resolveLayerPaths(shape: Shape, table: RawTable, base: PathBase): RawTable {
  const resolved = resolveIn(shape, table, base);
  return isRawTable(resolved) ? resolved : table;
}

/** `text` as an absolute path. */
export function resolvePath(text: string, base: PathBase): string {
  if (base.userHome !== undefined) {
    if (text === "~") return base.userHome;
    if (text.startsWith("~/")) return path.join(base.userHome, text.slice(2));
  }
  return path.resolve(base.folder, text);
}

function resolveIn(shape: Shape, value: RawValue, base: PathBase): RawValue {
  switch (shape.kind) {
    case "path":
      return typeof value === "string" ? resolvePath(value, base) : value;
    case "list":
      return Array.isArray(value)
        ? value.map((element: RawValue) => resolveIn(shape.of, element, base))
        : value;
    case "map":
      return isRawTable(value) ? mapValues(value, (member) => resolveIn(shape.of, member, base)) : value;
    case "either":
      return shape.shapes.reduce<RawValue>((current, option) => resolveIn(option, current, base), value);
    case "table":
      if (!isRawTable(value)) return value;
      return mapValues(value, (member, key) => {
        const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
        return field ? resolveIn(field, member, base) : member;
      });
    default:
      return value;
  }
}

function mapValues(table: RawTable, change: (value: RawValue, key: string) => RawValue): RawTable {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value, key)]));
}
