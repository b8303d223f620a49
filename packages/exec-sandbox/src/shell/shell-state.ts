/** What a shell told about itself, and what its start-up files changed. */

/** The state of a shell. */
export interface ShellState {
  /** Definitions, as the shell prints them. */
  readonly functions: string;
  /** One command a line. */
  readonly options: readonly string[];
  readonly variables: ReadonlyMap<string, string>;
}

/** What a login shell has that a plain one has not. */
export interface ShellChanges {
  /** Empty when the start-up files define none. */
  readonly functions: string;
  readonly options: readonly string[];
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
}

/** Variables that belong to one shell, not to those after it. */
const OWN_VARIABLES = new Set(["PWD", "OLDPWD", "SHLVL", "_"]);
/** Plain names, and functions that Bash passes on as variables. */
const NAME = /^(?:[A-Za-z_][A-Za-z0-9_]*|BASH_FUNC_[^=]+%%)$/;
/** What a shell says of being a login shell, which cannot be set. */
const LOGIN_OPTION = /\blogin(?:_shell)?\b/;

/** Reads the output of `dumpScript`; undefined when it is cut short or is not UTF-8 where it has to be. */
export function parseShellState(output: Uint8Array, mark: string): ShellState | undefined {
  const bytes = Buffer.from(output);
  const start = bytes.indexOf(`\0${mark}\0`);
  if (start < 0) return undefined;
  const fields = splitAtZero(bytes.subarray(start + mark.length + 2));
  const [functions, options, ...entries] = fields.map(decode);
  if (functions === undefined || options === undefined || entries.length === 0) return undefined;
  return {
    functions,
    options: options.split("\n").filter((line) => line !== "" && !LOGIN_OPTION.test(line)),
    variables: new Map(entries.flatMap(toVariable)),
  };
}

/** What the start-up files changed, by comparing shells that differ in nothing else. */
export function shellChanges(plain: ShellState, login: ShellState): ShellChanges {
  const known = new Set(plain.options);
  const set: Record<string, string> = {};
  for (const [name, value] of login.variables) if (plain.variables.get(name) !== value) set[name] = value;
  return {
    functions: login.functions === plain.functions ? "" : login.functions,
    options: login.options.filter((line) => !known.has(line)),
    set,
    unset: [...plain.variables.keys()].filter((name) => !login.variables.has(name)),
  };
}

/** The parts that a zero byte ends; a rest without one is dropped. */
function splitAtZero(bytes: Buffer): readonly Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf(0, at);
    if (end < 0) return fields;
    fields.push(bytes.subarray(at, end));
    at = end + 1;
  }
}

/** Undefined for bytes that are not UTF-8: programs can be given no such text. */
function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function toVariable(entry: string | undefined): [string, string][] {
  const at = entry?.indexOf("=") ?? -1;
  if (entry === undefined || at < 0) return [];
  const name = entry.slice(0, at);
  return NAME.test(name) && !OWN_VARIABLES.has(name) ? [[name, entry.slice(at + 1)]] : [];
}
