/** Puts the TOML library's faults, of which some name neither the key nor what is wrong, into sentences. */

interface FaultContext {
  readonly lines: readonly string[];
  /** The number of the faulty line, from 1. */
  readonly line: number;
  /** The faulty line up to the fault, and from there on. */
  readonly before: string;
  readonly rest: string;
}

/** By the library's words; undefined keeps them. */
const SENTENCES: Readonly<Record<string, (context: FaultContext) => string | undefined>> = {
  "control characters are not allowed in strings": ({ rest }) =>
    rest.trim() === ""
      ? "this string is not closed; put the same quote at its end"
      : "control characters are not allowed in strings; write this one as \\uXXXX",
  "unfinished string": () => "this string is not closed; put the same quote, or quotes, at its end",
  "trying to redefine an already defined table or value": describeTwice,
  "invalid value": describeNoValue,
  "illegal character in key": describeKey,
  "invalid non-hex character in unicode escape": () => BACKSLASH,
  "unrecognised escape sequence": () => BACKSLASH,
  "each key-value declaration must be followed by an end-of-line": () =>
    "there is more behind the value; begin a new line, or put all of it in quotes",
};

const BACKSLASH =
  "this backslash begins no known escape; write it twice, or put the text in single quotes, where it stands for itself";

/** The sentence for a fault that the library words as `fault` and finds at `line` and `column` (UTF-16, from 1). */
export function describeFault(text: string, fault: string, line: number, column: number): string {
  const lines = text.split("\n").map((each) => each.replace(/\r$/, ""));
  const current = lines[line - 1] ?? "";
  const context = { lines, line, before: current.slice(0, column - 1), rest: current.slice(column - 1) };
  return (Object.hasOwn(SENTENCES, fault) ? SENTENCES[fault]?.(context) : undefined) ?? fault;
}

function describeTwice({ lines, line }: FaultContext): string {
  const names = lines.slice(0, line).map(nameIn);
  const name = names.at(-1) ?? "";
  const isHeader = name.startsWith("[");
  // A key belongs to the header above it.
  const from = isHeader ? 0 : names.slice(0, -1).findLastIndex((each) => each.startsWith("[")) + 1;
  const first = names.slice(from, -1).indexOf(name);
  const where = first < 0 ? "" : `, first in line ${from + first + 1}`;
  return isHeader
    ? `the table \`${name}\` is there already${where}; put its keys together, or take one away`
    : `the key \`${name}\` is set already${where}; keep one of the two`;
}

/** The header or the key of a line; empty without one. */
function nameIn(line: string): string {
  const [name = ""] = /^\s*(?:\[.*\]|[^=#[]+(?==))/.exec(line) ?? [];
  return name.trim();
}

function describeNoValue({ before, rest }: FaultContext): string | undefined {
  const [word = ""] = /^[^\s,\]}#]+/.exec(rest) ?? [];
  if (word === "") return before.trimEnd().endsWith("=") ? "the value behind `=` is missing" : undefined;
  if (/^(?:true|false)$/i.test(word)) return `\`${word}\` is no value; write \`${word.toLowerCase()}\``;
  if (/^[“”‘’„]/.test(word)) return "these are no quotes of TOML; write \" or '";
  return `\`${word}\` is no value; text stands in quotes`;
}

function describeKey({ lines, line, before, rest }: FaultContext): string | undefined {
  const current = lines[line - 1] ?? "";
  if (current.trimStart().startsWith("["))
    return current.includes("]") ? undefined : "the closing `]` is missing";
  if (!current.includes("=") && rest.trimStart().startsWith(":")) return "write `=` behind a key, not `:`";
  if (!current.includes("=")) return `\`=\` and a value are missing behind \`${(before || rest).trim()}\``;
  return "a key of other characters than letters, digits, `-` and `_` stands in quotes";
}
