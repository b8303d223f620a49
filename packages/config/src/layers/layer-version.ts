import { createHash } from "node:crypto";
import { isRawTable, type RawTable, type RawValue } from "../toml/raw-value.ts";

/**
 * The version of a layer: `sha256:` and the hash of its settings as compact JSON with sorted keys. It says
 * whether two states mean the same; comments, order and quotes do not count.
 */
export function layerVersion(table: RawTable): string {
  return `sha256:${createHash("sha256").update(canonicalJson(table)).digest("hex")}`;
}

function canonicalJson(value: RawValue): string {
  if (Array.isArray(value)) {
    const list: readonly RawValue[] = value;
    return `[${list.map(canonicalJson).join(",")}]`;
  }
  if (isRawTable(value)) {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? "")}`);
    return `{${members.join(",")}}`;
  }
  return typeof value === "bigint" ? String(value) : JSON.stringify(value);
}
