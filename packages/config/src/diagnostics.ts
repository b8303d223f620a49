/** Faults of the settings as values with a place, and how they are printed. */
import path from "node:path";
import type { KeyPath } from "./toml/key-path.ts";
import { formatKeyPath } from "./toml/key-path.ts";

/** A range in a file. Lines and columns count from 1; the end is the last character of the range. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The line with a gutter, and carets under the range. */
  readonly excerpt: string;
}

/** What kind of thing is wrong with the settings. */
export type ConfigProblemCode =
  | "unreadable-file"
  | "invalid-toml"
  | "invalid-value"
  | "unknown-profile"
  | "unknown-provider"
  | "no-oss-provider";

/** One reason why the settings cannot be used. */
export interface ConfigProblem {
  readonly code: ConfigProblemCode;
  readonly message: string;
  /** The setting, where it is about one. */
  readonly keyPath: KeyPath | undefined;
  /** The place in a file, where there is one. */
  readonly place: SourcePlace | undefined;
  /** The command-line argument that set the value, where one did. */
  readonly flag: string | undefined;
  /** The file that cannot be read at all, so that there is no place in it. */
  readonly file?: string;
}

/** Something the user should know that does not stop anything. */
export interface ConfigWarning {
  readonly code:
    | "unknown-key"
    | "ignored-value"
    | "disabled-project"
    | "requirement-fallback"
    | "unstable-features"
    | "unreadable-document";
  /** A whole message, the file, line and column included where there is a place. */
  readonly message: string;
  readonly place: SourcePlace | undefined;
}

/** An old setting that still works. */
export interface DeprecationNotice {
  readonly summary: string;
  readonly details: string | undefined;
}

/**
 * What a command prints on stderr before it exits with status 1. Faults in a file or a flag stand under
 * a heading for each kind of file, as `path:line:col: message` with the line; others are plain `Error:` lines.
 */
export function formatConfigProblems(problems: readonly ConfigProblem[]): string {
  const placed = problems.filter((problem) => problem.place !== undefined || problem.flag !== undefined);
  const plain = problems.filter((problem) => !placed.includes(problem));
  const blocks = [...Map.groupBy(placed, settingsName)].flatMap(([name, faults]) => [
    `Error loading ${name}:`,
    ...faults.map(formatPlacedProblem),
  ]);
  return [...blocks, ...plain.map((problem) => `Error: ${problem.message}`)].join("\n");
}

/** `path:line:col`, as compilers write it. */
export function formatPlace(place: SourcePlace): string {
  return `${place.file}:${place.line}:${place.column}`;
}

/** What the heading calls the file; a flag sets what could stand in config.toml. */
function settingsName({ place }: ConfigProblem): string {
  return place ? path.basename(place.file) : "config.toml";
}

function formatPlacedProblem({ place, flag, keyPath, message }: ConfigProblem): string {
  if (place) return `${formatPlace(place)}: ${message}\n${place.excerpt}`;
  const key = keyPath ? `in \`${formatKeyPath(keyPath)}\`, ` : "";
  return `${message}\n${key}set by \`${flag}\``;
}
