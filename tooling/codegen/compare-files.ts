/** What has to change so that a folder holds what it should. */
import type { TextFile } from "./text-files.ts";

/** Files to write, because they are missing or differ, and names of files to remove. */
export interface FileDifferences {
  readonly stale: readonly TextFile[];
  readonly extra: readonly string[];
}

/** Compares by name and text. */
export function compareFiles(wanted: readonly TextFile[], present: readonly TextFile[]): FileDifferences {
  const texts = new Map(present.map(({ name, text }) => [name, text]));
  const names = new Set(wanted.map(({ name }) => name));
  return {
    stale: wanted.filter(({ name, text }) => texts.get(name) !== text),
    extra: present.map(({ name }) => name).filter((name) => !names.has(name)),
  };
}
