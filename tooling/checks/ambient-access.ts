import type { Finding, Repo, SourceModule } from "./repo.ts";

/** What code may not reach for by itself, and what it takes instead. */
const AMBIENT: readonly { readonly pattern: RegExp; readonly instead: string }[] = [
  { pattern: /\bprocess\s*\.\s*cwd\b/g, instead: "take `cwd` as a value" },
  { pattern: /\bprocess\s*\.\s*env\b/g, instead: "take `env` as a value" },
  { pattern: /\bDate\s*\.\s*now\b/g, instead: "take a clock" },
  { pattern: /\bnew\s+Date\s*\(\s*\)/g, instead: "take a clock" },
  { pattern: /\bMath\s*\.\s*random\b/g, instead: "take a source of ids" },
  { pattern: /\bhomedir\s*\(/g, instead: "take the home folder as a value" },
];
const MAY = ["apps/", "packages/runtime/", "packages/test-support/", "tests/", "tooling/"];

/** Finds code below the programs and `runtime` that asks the process for its surroundings, time or chance. */
export function checkAmbientAccess(repo: Repo): readonly Finding[] {
  const bound = repo.modules.filter(
    (module) => !module.isTest && !MAY.some((prefix) => module.path.startsWith(prefix)),
  );
  return bound.flatMap(findIn);
}

function findIn(module: SourceModule): readonly Finding[] {
  return AMBIENT.flatMap(({ pattern, instead }) =>
    [...module.code.matchAll(pattern)].map((match) => ({
      file: module.path,
      line: module.code.slice(0, match.index).split("\n").length,
      message: `${match[0].replace(/\s+/g, " ")} is ambient; ${instead}`,
    })),
  );
}
