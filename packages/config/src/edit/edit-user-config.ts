/** Changing the user's config.toml from within the program. */
import path from "node:path";
import { ConfigError } from "../errors.ts";
import { parseToml } from "../toml/parse-toml.ts";
import type { RawTable } from "../toml/raw-value.ts";
import { type DocumentEdit, editDocument } from "./edit-document.ts";
import { changeSettingsFile } from "./settings-file.ts";

/** A change that is decided when the file is open: what to do, given what the file says. */
export type ConfigChange = (user: RawTable) => readonly DocumentEdit[];

/**
 * Applies changes to `config.toml` of a configuration home, all or none, and leaves everything else in the
 * file as it is. Nothing is written when nothing changes. Processes take turns, so no change is lost.
 * Gives the settings that the file holds now. Throws `ConfigError`.
 */
export async function editUserConfig(
  home: string,
  changes: readonly ConfigChange[],
  signal: AbortSignal,
): Promise<RawTable> {
  return changeSettingsFile(
    path.join(home, "config.toml"),
    async ({ target, text }) => {
      let current = { text, table: readTable(target, text) };
      for (const change of changes) current = applyEdits(target, current.text, change(current.table));
      return { text: current.text, result: current.table };
    },
    signal,
  );
}

/** The settings of a text. Throws `config_unreadable` with the place of the fault. */
export function readTable(file: string, text: string): RawTable {
  const parsed = parseToml(text);
  if (parsed.ok) return parsed.table;
  const place = `${file}:${parsed.line}:${parsed.column}`;
  throw new ConfigError("config_unreadable", `${place}: ${parsed.message}; mend the file first`);
}

/** The text after the edits. Throws `config_uneditable`. */
export function applyEdits(
  file: string,
  text: string,
  edits: readonly DocumentEdit[],
): { readonly text: string; readonly table: RawTable } {
  const edited = editDocument(text, edits);
  if (edited.ok) return edited;
  throw new ConfigError("config_uneditable", `${file}: ${edited.message}`);
}
