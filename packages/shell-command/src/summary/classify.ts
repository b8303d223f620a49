/** One command, seen as reading, listing or searching. */
import type { ParsedCommand } from "@codex-ts/protocol";
import { joinArgv } from "../join-argv.ts";
import { awkFile, lineRangeFile, nlFile, sedRangeFile } from "./file-operand.ts";
import { operandsOf, optionNames } from "./operands.ts";
import { shortPath } from "./short-path.ts";

/** What a command is about, without its text; undefined where it is none of these. */
type Subject =
  | { readonly type: "read"; readonly file: string }
  | { readonly type: "list_files"; readonly place: string | undefined }
  | { readonly type: "search"; readonly query: string | undefined; readonly place: string | undefined };

type Classify = (args: readonly string[]) => Subject | undefined;

// Options with a separate value, as 0.99.0 knows them: with others the value counts as an operand.
const RG_VALUED = optionNames(
  "-g --glob --iglob -t --type --type-add --type-not -A -B -C --context -m --max-count --max-depth",
);
const GREP_PATTERNS = optionNames("-e --regexp -f --file");
const GREP_VALUED: ReadonlySet<string> = new Set([
  ...GREP_PATTERNS,
  ...optionNames("-m --max-count -A --after-context -B --before-context -C --context"),
]);
const AG_VALUED = optionNames("-G --file-search-regex --ignore-dir --path-to-ignore");
const FD_VALUED = optionNames("-t --type -e --extension -E --exclude --search-path");
const LS_VALUED = optionNames("-I -w --block-size --format --time-style --color --quoting-style");
const EZA_VALUED = optionNames("-I --ignore-glob --color --sort --time-style --time");
const TREE_VALUED = optionNames("-L -P -I --charset --filelimit --sort");
const DU_VALUED = optionNames("-d --max-depth -B --block-size --exclude --time-style");
const BAT_VALUED = optionNames(
  "--theme --language --style --terminal-width --tabs --line-range --map-syntax",
);
const LESS_VALUED = optionNames("-p -P -x -y -z -j --pattern --prompt --tabs");
const LS_FILES_VALUED = optionNames("--exclude --exclude-from");
const FIND_QUERIES = optionNames("-name -iname -path -regex");
const NO_VALUES: ReadonlySet<string> = new Set();

/** Calls by which a one-line Python script walks files. */
const PYTHON_WALKS = [
  "os.walk",
  "os.listdir",
  "os.scandir",
  "glob.glob",
  "glob.iglob",
  "pathlib.Path",
  ".rglob(",
];

const lists =
  (valued: ReadonlySet<string>): Classify =>
  (args) => ({ type: "list_files", place: operandsOf(args, valued)[0] });

const searches =
  (valued: ReadonlySet<string>): Classify =>
  (args) => {
    const [query, place] = operandsOf(args, valued);
    return { type: "search", query, place };
  };

const readsOnly =
  (valued: ReadonlySet<string>): Classify =>
  (args) => {
    const [file, second] = operandsOf(args, valued);
    return file !== undefined && second === undefined ? { type: "read", file } : undefined;
  };

const readsFile =
  (findFile: (args: readonly string[]) => string | undefined): Classify =>
  (args) => {
    const file = findFile(args);
    return file === undefined ? undefined : { type: "read", file };
  };

const searchesWithRg: Classify = (args) =>
  args.includes("--files") ? lists(RG_VALUED)(args) : searches(RG_VALUED)(args);

/** A pattern that an option gives leaves the first operand to be the place. */
const searchesWithGrep: Classify = (args) => {
  const end = args.indexOf("--");
  const at = (end < 0 ? args : args.slice(0, end)).findIndex((word) => GREP_PATTERNS.has(word));
  const pattern = at < 0 ? undefined : args[at + 1];
  if (pattern === undefined) return searches(GREP_VALUED)(args);
  return { type: "search", query: pattern, place: operandsOf(args, GREP_VALUED)[0] };
};
const readsWithBat = readsOnly(BAT_VALUED);

const CLASSIFIERS: ReadonlyMap<string, Classify> = new Map<string, Classify>([
  ["ls", lists(LS_VALUED)],
  ["eza", lists(EZA_VALUED)],
  ["exa", lists(EZA_VALUED)],
  ["tree", lists(TREE_VALUED)],
  ["du", lists(DU_VALUED)],
  ["rg", searchesWithRg],
  ["rga", searchesWithRg],
  ["ripgrep-all", searchesWithRg],
  ["grep", searchesWithGrep],
  ["egrep", searchesWithGrep],
  ["fgrep", searchesWithGrep],
  ["ag", searches(AG_VALUED)],
  ["ack", searches(AG_VALUED)],
  ["pt", searches(AG_VALUED)],
  ["git", classifyGit],
  ["fd", classifyFd],
  ["find", classifyFind],
  ["cat", readsOnly(NO_VALUES)],
  ["bat", readsWithBat],
  ["batcat", readsWithBat],
  ["less", readsOnly(LESS_VALUED)],
  ["more", readsOnly(NO_VALUES)],
  ["head", readsFile((args) => lineRangeFile("head", args))],
  ["tail", readsFile((args) => lineRangeFile("tail", args))],
  ["awk", readsFile(awkFile)],
  ["nl", readsFile(nlFile)],
  ["sed", readsFile(sedRangeFile)],
]);

/** Says what one command does. Paths of `read` stay whole; places are shortened, queries never. */
export function classifyCommand(words: readonly string[]): ParsedCommand {
  const [program = "", ...args] = words;
  const cmd = joinArgv(words);
  const classify = CLASSIFIERS.get(program) ?? (/^python[\d.]*$/.test(program) ? classifyPython : undefined);
  const subject = classify?.(args);
  switch (subject?.type) {
    case "read":
      return { type: "read", cmd, name: shortPath(subject.file), path: subject.file };
    case "list_files":
      return { type: "list_files", cmd, path: shortPlace(subject.place) };
    case "search":
      return { type: "search", cmd, query: subject.query ?? null, path: shortPlace(subject.place) };
    default:
      return { type: "unknown", cmd };
  }
}

function shortPlace(place: string | undefined): string | null {
  return place === undefined ? null : shortPath(place);
}

function classifyGit([subcommand, ...args]: readonly string[]): Subject | undefined {
  if (subcommand === "grep") return searchesWithGrep(args);
  return subcommand === "ls-files" ? lists(LS_FILES_VALUED)(args) : undefined;
}

function classifyFd(args: readonly string[]): Subject {
  const [first, place] = operandsOf(args, FD_VALUED);
  if (first === undefined) return { type: "list_files", place: undefined };
  const isPlace = place === undefined && (first === "." || first === ".." || /[/\\]/.test(first));
  return isPlace ? { type: "list_files", place: first } : { type: "search", query: first, place };
}

function classifyFind(args: readonly string[]): Subject {
  const [start] = args.filter((word) => !/^-(?:[HLP]|O\d*)$/.test(word));
  const place = start !== undefined && !/^[-(!]/.test(start) ? start : undefined;
  const test = args.findIndex((word) => FIND_QUERIES.has(word));
  const query = test < 0 ? undefined : args[test + 1];
  return query === undefined ? { type: "list_files", place } : { type: "search", query, place };
}

function classifyPython(args: readonly string[]): Subject | undefined {
  const at = args.indexOf("-c");
  const script = at < 0 ? undefined : args[at + 1];
  return script !== undefined && PYTHON_WALKS.some((call) => script.includes(call))
    ? { type: "list_files", place: undefined }
    : undefined;
}
