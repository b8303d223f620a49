import type { Finding, Repo } from "./repo.ts";

const CATALOGUE = "pnpm-workspace.yaml";
const DOCUMENT = "docs/dependencies.md";

/** Checks that every package of the catalogue has its line of reason in the document, and the other way round. */
export function checkDependencies(repo: Repo): readonly Finding[] {
  const text = (path: string) => repo.files.find((file) => file.path === path)?.text ?? "";
  const catalogue = text(CATALOGUE).split(/^catalog:\n/m)[1] ?? "";
  const pinned = [...catalogue.matchAll(/^ {2}"?([@\w./-]+)"?: /gm)].map((match) => match[1] ?? "");
  const reasons = (text(DOCUMENT).split("## Not used")[0] ?? "").matchAll(/^\| `([^`]+)` +\|/gm);
  const explained = [...reasons].map((match) => match[1] ?? "");
  return [
    ...pinned
      .filter((name) => !explained.includes(name))
      .map((name) => ({ file: DOCUMENT, line: 1, message: `"${name}" is used without a reason` })),
    ...explained
      .filter((name) => !pinned.includes(name))
      .map((name) => ({
        file: DOCUMENT,
        line: 1,
        message: `"${name}" is explained but not in the catalogue`,
      })),
  ];
}
