import type { Finding, Repo } from "./repo.ts";

const LIMIT = 500;
const SHOWN = 10;

/** How long files are, and which are too long. */
export interface SizeReport {
  readonly findings: readonly Finding[];
  /** Lines for people: count, median, ninth tenth, and the longest files. */
  readonly summary: readonly string[];
}

/** Measures every hand-written TypeScript file. */
export function checkSizes(repo: Repo): SizeReport {
  const sizes = repo.modules
    .filter((module) => !module.path.includes("/generated/"))
    .map((module) => ({ file: module.path, lines: module.text.replace(/\n$/, "").split("\n").length }))
    .sort((a, b) => b.lines - a.lines);
  const findings = sizes
    .filter((size) => size.lines > LIMIT)
    .map(({ file, lines }) => ({ file, line: LIMIT + 1, message: `${lines} lines; the limit is ${LIMIT}` }));
  const summary = [
    `${sizes.length} files, median ${quantile(sizes, 0.5)} lines, p90 ${quantile(sizes, 0.9)}; longest:`,
    ...sizes.slice(0, SHOWN).map(({ file, lines }) => `${String(lines).padStart(5)} ${file}`),
  ];
  return { findings, summary };
}

function quantile(descending: readonly { readonly lines: number }[], part: number): number {
  const index = Math.round((descending.length - 1) * (1 - part));
  return descending[index]?.lines ?? 0;
}
