import path from "node:path";
import type { Finding, Repo, RepoFile } from "./repo.ts";

const LINK = /\]\(([^)#\s]+)(?:#[^)]*)?\)/g;
const NAMED_FILE = /`((?:apps|docs|packages|tests|tooling)\/[\w./-]+\.(?:ts|md))`/g;

/** Finds links and file names in Markdown that lead nowhere. Texts for the model are left out. */
export function checkDocumentLinks(repo: Repo): readonly Finding[] {
  const paths = new Set(repo.files.map((file) => file.path));
  const folders = new Set([...paths].flatMap(foldersOf));
  const exists = (target: string) => paths.has(target) || folders.has(target);
  return repo.files
    .filter((file) => file.path.endsWith(".md") && !/\/(prompts|skills)\//.test(file.path))
    .flatMap((file) => [
      ...brokenTargets(file, LINK, (found) => linkTarget(file, found), exists),
      ...brokenTargets(file, NAMED_FILE, (found) => found, exists),
    ]);
}

function brokenTargets(
  file: RepoFile,
  pattern: RegExp,
  toPath: (found: string) => string | undefined,
  exists: (target: string) => boolean,
): readonly Finding[] {
  return [...file.text.matchAll(pattern)].flatMap((match): readonly Finding[] => {
    const target = toPath(match[1] ?? "");
    if (target === undefined || exists(target)) return [];
    const line = file.text.slice(0, match.index).split("\n").length;
    return [{ file: file.path, line, message: `"${target}" does not exist` }];
  });
}

/** Only links to Markdown and folders are followed; other files are not read by the checks. */
function linkTarget(file: RepoFile, link: string): string | undefined {
  if (/^[a-z]+:/.test(link) || !/(\.md|\/[^./]+)\/?$|^[^./]+$/.test(link)) return undefined;
  return path.posix.join(path.posix.dirname(file.path), link).replace(/\/$/, "");
}

function foldersOf(file: string): readonly string[] {
  const parts = file.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
