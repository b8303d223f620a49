import type { Finding, Repo } from "./repo.ts";

/** Finds `export *` anywhere, and index files that are not the entry of a package. */
export function checkBarrels(repo: Repo): readonly Finding[] {
  const entries = new Set(repo.workspaces.flatMap((workspace) => [...workspace.entries.values()]));
  return repo.modules.flatMap((module) => {
    const stars = module.exports
      .filter((found) => found.isReExport && found.name.startsWith("*"))
      .map((found) => ({ file: module.path, line: found.line, message: "export * hides what is exported" }));
    const isStray = module.path.endsWith("/index.ts") && !entries.has(module.path);
    const message = "an index file below package level; import the file that has the thing";
    return isStray ? [...stars, { file: module.path, line: 1, message }] : stars;
  });
}
