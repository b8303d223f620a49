/** JSON text in one form: two runs differ only where the protocol does, and a change shows as one line. */
import { isJsonObject } from "../json.ts";
import type { JsonSchema } from "./json-schema.ts";

/** One line for each keyword of the document and for each definition; definitions are sorted by name. */
export function renderSchema(schema: JsonSchema): string {
  if (schema === true) return "true\n";
  const lines = Object.entries(schema).map(([keyword, value]) =>
    keyword === "definitions" && isJsonObject(value)
      ? `"definitions":${renderDefinitions(value, " ")}`
      : `${JSON.stringify(keyword)}:${JSON.stringify(value)}`,
  );
  return `{\n${lines.join(",\n")}\n}\n`;
}

function renderDefinitions(definitions: Record<string, unknown>, indent: string): string {
  const names = Object.keys(definitions).sort();
  const lines = names.map((name) => {
    const value = definitions[name];
    const isNameSpace = name === "v2" && isJsonObject(value);
    const text = isNameSpace ? renderDefinitions(value, `${indent} `) : JSON.stringify(value);
    return `${indent}${JSON.stringify(name)}:${text}`;
  });
  return `{\n${lines.join(",\n")}\n${indent.slice(1)}}`;
}
