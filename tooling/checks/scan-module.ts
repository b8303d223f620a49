import { maskCode } from "./mask-code.ts";

/** One place where a file names another module. */
export interface ModuleImport {
  readonly specifier: string;
  readonly line: number;
  /** Names as the other module exports them; `*` stands for all of them. */
  readonly names: readonly string[];
  /** True for `export … from`. */
  readonly isReExport: boolean;
}

/** One name that a file exports itself or passes on. */
export interface ModuleExport {
  readonly name: string;
  readonly line: number;
  /** True when the name has no value at run time. */
  readonly isType: boolean;
  /** True for `export … from`. */
  readonly isReExport: boolean;
}

/** What a file imports and exports, and its code without comments and strings. */
export interface ScannedModule {
  readonly code: string;
  readonly imports: readonly ModuleImport[];
  readonly exports: readonly ModuleExport[];
}

const IMPORT = /\bimport\s+(?:type\s+)?([\w$*{][^"'();]*?)\s*\bfrom\s*(?=["'])/g;
const BARE_IMPORT = /\bimport\s*(?=["'])/g;
const DYNAMIC_IMPORT = /\bimport\s*\(\s*(?=["'])/g;
const RE_EXPORT = /\bexport\s+(type\s+)?(\{[^}]*\}|\*(?:\s+as\s+[\w$]+)?)\s*from\s*(?=["'])/g;
const EXPORT_LIST = /\bexport\s+(type\s+)?\{([^}]*)\}(?!\s*from\b)/g;
const EXPORT_DECLARATION =
  /\bexport\s+(?:declare\s+)?(default\b|(?:async\s+)?function|(?:abstract\s+)?class|const|let|var|interface|type|enum|namespace)(?:[\s*]+([\w$]+))?/g;

/** Finds the imports and exports of a TypeScript file without a compiler. */
export function scanModule(text: string): ScannedModule {
  const { code, strings } = maskCode(text);
  const stringAt = new Map(strings.map((literal) => [literal.start, literal.value]));
  const lineOf = (index: number) => text.slice(0, index).split("\n").length;
  const specifierAfter = (match: RegExpExecArray) => stringAt.get(match.index + match[0].length);

  function importsOf(
    pattern: RegExp,
    names: (match: RegExpExecArray) => readonly string[],
    isReExport: boolean,
  ) {
    return [...code.matchAll(pattern)].flatMap((match): ModuleImport[] => {
      const specifier = specifierAfter(match);
      if (specifier === undefined) return [];
      return [{ specifier, line: lineOf(match.index), names: names(match), isReExport }];
    });
  }

  const imports = [
    ...importsOf(IMPORT, (match) => clauseNames(match[1] ?? ""), false),
    ...importsOf(BARE_IMPORT, () => [], false),
    ...importsOf(DYNAMIC_IMPORT, () => ["*"], false),
    ...importsOf(RE_EXPORT, (match) => clauseNames(match[2] ?? ""), true),
  ];
  return { code, imports, exports: exportsOf(code, lineOf) };
}

function exportsOf(code: string, lineOf: (index: number) => number): readonly ModuleExport[] {
  const found: ModuleExport[] = [];
  for (const match of code.matchAll(EXPORT_DECLARATION)) {
    const [, keyword = "", name] = match;
    const line = lineOf(match.index);
    if (keyword === "default") found.push({ name: "default", line, isType: false, isReExport: false });
    else if (name) {
      found.push({ name, line, isType: keyword === "interface" || keyword === "type", isReExport: false });
    }
  }
  for (const match of code.matchAll(EXPORT_LIST)) {
    found.push(...listEntries(match[2] ?? "", match[1] !== undefined, lineOf(match.index), false));
  }
  for (const match of code.matchAll(RE_EXPORT)) {
    const list = match[2] ?? "";
    const line = lineOf(match.index);
    if (list.startsWith("{"))
      found.push(...listEntries(list.slice(1, -1), match[1] !== undefined, line, true));
    else
      found.push({ name: list.replace(/\s+/g, " "), line, isType: match[1] !== undefined, isReExport: true });
  }
  return found;
}

function listEntries(list: string, allTypes: boolean, line: number, isReExport: boolean): ModuleExport[] {
  return splitList(list).map((entry) => {
    const name = /\bas\s+([\w$]+)$/.exec(entry)?.[1] ?? entry.replace(/^type\s+/, "");
    return { name, line, isType: allTypes || /^type\s/.test(entry), isReExport };
  });
}

/** Names that an import clause takes from the other module. */
function clauseNames(clause: string): readonly string[] {
  const list = /\{([^}]*)\}/.exec(clause)?.[1] ?? "";
  const named = splitList(list).map((entry) => entry.replace(/^type\s+/, "").replace(/\s+as\s+[\w$]+$/, ""));
  const rest = clause
    .replace(/\{[^}]*\}/, "")
    .trim()
    .replace(/,$/, "")
    .trim();
  if (rest === "") return named;
  return rest.includes("*") ? ["*", ...named] : ["default", ...named];
}

function splitList(list: string): readonly string[] {
  return list
    .split(",")
    .map((entry) => entry.trim().replace(/\s+/g, " "))
    .filter((entry) => entry !== "");
}
