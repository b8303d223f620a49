import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { RepoFile } from "./repo.ts";

const TOP = ["apps", "docs", "packages", "tests", "tooling"];
const SKIPPED = new Set(["node_modules", "dist", "fixtures", ".turbo", "coverage"]);
const READ = /\.(ts|md)$|^package\.json$/;

/** Reads the files that the checks look at: sources, manifests, Markdown and the catalogue of versions. */
export function readRepo(root: string): readonly RepoFile[] {
  const files: RepoFile[] = [];
  const add = (relative: string) => {
    files.push({ path: relative, text: readFileSync(path.join(root, relative), "utf8") });
  };
  const walk = (relative: string) => {
    for (const entry of readdirSync(path.join(root, relative), { withFileTypes: true })) {
      const inner = `${relative}/${entry.name}`;
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) walk(inner);
      else if (entry.isFile() && READ.test(entry.name)) add(inner);
    }
  };
  for (const entry of readdirSync(root)) if (/\.(md|yaml)$/.test(entry)) add(entry);
  for (const dir of TOP) walk(dir);
  return files;
}
