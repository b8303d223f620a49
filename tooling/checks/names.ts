import path from "node:path";
import type { Finding, Repo, SourceModule } from "./repo.ts";

/** Files whose name is no export of theirs, by path, with the reason. */
export type NameExemptions = Readonly<Record<string, string>>;

const FORBIDDEN = new Set([
  "utils",
  "util",
  "helpers",
  "helper",
  "common",
  "misc",
  "shared",
  "lib",
  "manager",
]);
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Entries of packages and programs, and the one errors file of a package. */
const FREE = new Set(["index", "errors", "main"]);

/** Checks that names say what is inside: kebab-case, no drawers for leftovers, and the name of a main export. */
export function checkNames(repo: Repo, exemptions: NameExemptions): readonly Finding[] {
  const entries = new Set(repo.workspaces.flatMap((workspace) => [...workspace.entries.values()]));
  const stale = Object.keys(exemptions)
    .filter((file) => !repo.modules.some((module) => module.path === file && !isNamedAfterExport(module)))
    .map((file) => ({ file, line: 1, message: "has a needless entry in name-exemptions.json" }));
  return [...stale, ...repo.modules.flatMap((module) => checkModule(module, exemptions, entries))];
}

function checkModule(
  module: SourceModule,
  exemptions: NameExemptions,
  entries: ReadonlySet<string>,
): readonly Finding[] {
  const finding = (message: string): Finding => ({ file: module.path, line: 1, message });
  const parts = module.path.split("/");
  const folders = parts.slice(0, -1);
  const base = baseName(module);
  const findings: Finding[] = [];
  for (const part of [...folders, base]) {
    if (FORBIDDEN.has(part)) findings.push(finding(`"${part}" says nothing about what is inside`));
    else if (!KEBAB.test(part)) findings.push(finding(`"${part}" is not kebab-case`));
  }
  const isEntry = entries.has(module.path) || FREE.has(base);
  const mustName = folders.includes("src") && !module.isTest && !folders.includes("generated") && !isEntry;
  if (mustName && exemptions[module.path] === undefined && !isNamedAfterExport(module)) {
    findings.push(
      finding(`the file name says nothing of its exports (${exportNames(module).slice(0, 4).join(", ")})`),
    );
  }
  return findings;
}

/**
 * True when the file's name says what it exports: its first word or its last is a word of an export,
 * whatever the word's ending. Families (`turn-events` with `turnProjectors`) pass, drawers do not.
 */
function isNamedAfterExport(module: SourceModule): boolean {
  const words = baseName(module).split("-");
  const exported = exportNames(module).flatMap((name) => toKebab(name).split("-"));
  return [words[0], words.at(-1)].some(
    (word) => word !== undefined && exported.some((other) => isSameWord(word, other)),
  );
}

/** `policies` and `policy`, `seek` and `seeker`, `ids` and `id`. */
function isSameWord(one: string, other: string): boolean {
  const [a, b] = [one, other].map((word) => word.replace(/(ies|y|s)$/, ""));
  return a !== undefined && b !== undefined && a !== "" && b !== "" && (a.startsWith(b) || b.startsWith(a));
}

function exportNames(module: SourceModule): readonly string[] {
  return module.exports.map((found) => found.name);
}

function baseName(module: SourceModule): string {
  return path.posix.basename(module.path).split(".")[0] ?? "";
}

/** `runTurn`, `RunTurn` and `RUN_TURN` all become `run-turn`; `parseJSONLine` becomes `parse-json-line`. */
export function toKebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .replaceAll("_", "-")
    .toLowerCase();
}
