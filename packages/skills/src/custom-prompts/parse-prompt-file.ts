/** Reads the text of a custom prompt. */

/** The parts of a prompt's file. */
export interface PromptFile {
  readonly description: string | undefined;
  readonly argumentHint: string | undefined;
  /** What is sent, before arguments are filled in. */
  readonly content: string;
}

/**
 * Takes off the head between two `---` lines: `key: value` lines, quotes around a value left out, other lines
 * and unknown keys ignored. A head that does not end is a part of the content.
 */
export function parsePromptFile(text: string): PromptFile {
  const lines = text.split(/(?<=\n)/);
  const isFence = (line: string | undefined) => line?.trim() === "---";
  const end = isFence(lines[0]) ? lines.findIndex((line, at) => at > 0 && isFence(line)) : -1;
  if (end < 0) return { description: undefined, argumentHint: undefined, content: text };
  const fields = new Map(lines.slice(1, end).flatMap(readField));
  return {
    description: fields.get("description"),
    argumentHint: fields.get("argument-hint") ?? fields.get("argument_hint"),
    content: lines.slice(end + 1).join(""),
  };
}

function readField(line: string): [string, string][] {
  const [, key, value] = /^\s*([^#\s:][^:]*):(.*)$/s.exec(line) ?? [];
  if (key === undefined || value === undefined) return [];
  const trimmed = value.trim();
  const [, , quoted] = /^(["'])(.*)\1$/s.exec(trimmed) ?? [];
  return [[key.trim().toLowerCase(), quoted ?? trimmed]];
}
