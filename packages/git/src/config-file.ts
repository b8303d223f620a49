/** Reading git's configuration format. Pure; it follows no includes. */

/** One setting. Section and key are in lower case, as git compares them; the subsection is as written. */
export interface GitConfigEntry {
  readonly section: string;
  readonly subsection: string | undefined;
  readonly key: string;
  /** A key alone on its line means `true`. */
  readonly value: string;
}

/** The settings in order, or undefined when the text breaks the format. */
export function parseGitConfig(text: string): readonly GitConfigEntry[] | undefined {
  const entries: GitConfigEntry[] = [];
  let section: SectionName | undefined;
  for (const line of logicalLines(text)) {
    let rest = line.trim();
    if (rest.startsWith("[")) {
      const header = /^\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/u.exec(rest);
      if (header === null) return undefined;
      section = toSectionName(header[1] ?? "", header[2]);
      rest = rest.slice(header[0].length).trim();
    }
    if (rest === "" || rest.startsWith("#") || rest.startsWith(";")) continue;
    const setting = /^([A-Za-z][\w-]*)\s*(?:=\s*(.*)|(?:[#;].*)?)$/su.exec(rest);
    if (setting === null || section === undefined) return undefined;
    const value = setting[2] === undefined ? "true" : parseValue(setting[2]);
    if (value === undefined) return undefined;
    entries.push({ ...section, key: (setting[1] ?? "").toLowerCase(), value });
  }
  return entries;
}

interface SectionName {
  readonly section: string;
  readonly subsection: string | undefined;
}

/** `[a.b]` is the old form of `[a "b"]`, without regard to case. */
function toSectionName(name: string, quoted: string | undefined): SectionName {
  if (quoted !== undefined) {
    return { section: name.toLowerCase(), subsection: quoted.replace(/\\(.)/gu, "$1") };
  }
  const [section = "", ...rest] = name.toLowerCase().split(".");
  return { section, subsection: rest.length === 0 ? undefined : rest.join(".") };
}

/** A backslash at the end of a line joins it with the next one, unless the backslash is itself escaped. */
function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let pending = "";
  for (const line of text.replace(/^\ufeff/u, "").split(/\r?\n/u)) {
    pending += line;
    const slashes = /\\*$/u.exec(pending)?.[0].length ?? 0;
    if (slashes % 2 === 1) {
      pending = pending.slice(0, -1);
      continue;
    }
    lines.push(pending);
    pending = "";
  }
  if (pending !== "") lines.push(pending);
  return lines;
}

const ESCAPED: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["b", "\b"],
  ["\\", "\\"],
  ['"', '"'],
]);

/** Takes quotes, escapes and a comment off; blank space counts inside quotes only at the ends. */
function parseValue(raw: string): string | undefined {
  let value = "";
  let keptLength = 0;
  let isQuoted = false;
  for (let at = 0; at < raw.length; at += 1) {
    const character = raw.charAt(at);
    if (character === '"') {
      isQuoted = !isQuoted;
      keptLength = value.length;
      continue;
    }
    if (!isQuoted && (character === "#" || character === ";")) break;
    if (character === "\\") {
      at += 1;
      const escaped = ESCAPED.get(raw.charAt(at));
      if (escaped === undefined) return undefined;
      value += escaped;
      keptLength = value.length;
      continue;
    }
    value += character;
    if (isQuoted || !/\s/u.test(character)) keptLength = value.length;
  }
  return isQuoted ? undefined : value.slice(0, keptLength);
}
