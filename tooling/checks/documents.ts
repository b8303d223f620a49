import type { Finding, Repo } from "./repo.ts";

/** Longest number of lines by path. */
const LIMITS: Readonly<Record<string, number>> = { "README.md": 150, "AGENTS.md": 120 };
const PACKAGE_README_LIMIT = 60;

/** Checks that the documents every reader counts on exist and stay short. */
export function checkDocuments(repo: Repo): readonly Finding[] {
  const readmes = repo.workspaces.map(
    (workspace) => [`${workspace.dir}/README.md`, PACKAGE_README_LIMIT] as const,
  );
  return [...Object.entries(LIMITS), ...readmes].flatMap(([file, limit]): readonly Finding[] => {
    const document = repo.files.find((candidate) => candidate.path === file);
    if (!document) return [{ file, line: 1, message: "does not exist" }];
    const lines = document.text.replace(/\n$/, "").split("\n").length;
    return lines > limit ? [{ file, line: limit + 1, message: `${lines} lines; the limit is ${limit}` }] : [];
  });
}
