import { type Finding, importedFile, type Repo, type SourceModule } from "./repo.ts";
import type { ModuleExport } from "./scan-module.ts";

/**
 * Exports that nobody inside the repository uses yet, with the reason why they stay.
 * Keys are `<file>#<name>`, or `<file>` for all exports of a file.
 */
export type PublicApi = Readonly<Record<string, string>>;

/**
 * Finds exported names that no other file imports, tests left out.
 * A name in a package's entry file has to be used by another package.
 * A type may stay exported when another export of its own file needs its name,
 * and a function that its own file uses may stay exported for a test of its own.
 */
export function checkUnusedExports(repo: Repo, publicApi: PublicApi): readonly Finding[] {
  const uses = collectUses(repo, counts);
  const testUses = collectUses(repo, (module) => module.isTest);
  const findings: Finding[] = [];
  const needed = new Set<string>();
  for (const module of repo.modules) {
    if (!isChecked(module)) continue;
    for (const [name, found] of uniqueExports(module)) {
      const key = `${module.path}#${name}`;
      if (isUsed(uses, module.path, name)) continue;
      if (isNeededForSignature(repo, module, name)) continue;
      if (isUsed(testUses, module.path, name) && mentions(module, name) > 1) continue;
      const exemption = [key, module.path].find((candidate) => publicApi[candidate] !== undefined);
      if (exemption !== undefined) needed.add(exemption);
      else
        findings.push({ file: module.path, line: found.line, message: `"${name}" is exported but not used` });
    }
  }
  const stale = Object.keys(publicApi)
    .filter((key) => !needed.has(key))
    .map((key) => ({ file: key, line: 1, message: "has a needless entry in public-api.json" }));
  return [...findings, ...stale];
}

type Uses = ReadonlyMap<string, ReadonlySet<string>>;

function collectUses(repo: Repo, isCounted: (module: SourceModule, target: string) => boolean): Uses {
  const uses = new Map<string, Set<string>>();
  for (const module of repo.modules) {
    for (const found of module.imports) {
      const target = importedFile(repo, module.path, found.specifier);
      if (target === undefined || !isCounted(module, target)) continue;
      const names = uses.get(target) ?? new Set();
      for (const name of found.names) names.add(name);
      uses.set(target, names);
    }
  }
  return uses;
}

/** Tests do not keep an export alive, except those of what exists for tests. */
function counts(module: SourceModule, target: string): boolean {
  if (target.startsWith("packages/test-support/"))
    return !module.path.startsWith("packages/test-support/src/") || !module.isTest;
  return !module.isTest;
}

function isChecked(module: SourceModule): boolean {
  const isProgram = module.path.endsWith("/src/main.ts");
  return module.owner !== undefined && !module.isTest && !isProgram && !module.path.includes("/generated/");
}

/** Each name once: a schema and the type of the same name are one export. */
function uniqueExports(module: SourceModule): ReadonlyMap<string, ModuleExport> {
  const unique = new Map<string, ModuleExport>();
  for (const found of module.exports) if (!unique.has(found.name)) unique.set(found.name, found);
  return unique;
}

function isUsed(uses: Uses, file: string, name: string): boolean {
  const names = uses.get(file);
  return names !== undefined && (names.has(name) || names.has("*"));
}

/** True for a type that the file which declares it mentions in more than its own declaration. */
function isNeededForSignature(repo: Repo, module: SourceModule, name: string): boolean {
  const passedOn = module.imports.find((found) => found.isReExport && found.names.includes(name));
  if (passedOn) {
    const origin = importedFile(repo, module.path, passedOn.specifier);
    const source = repo.modules.find((candidate) => candidate.path === origin);
    return source !== undefined && isNeededForSignature(repo, source, name);
  }
  const declarations = module.exports.filter((found) => found.name === name);
  if (!declarations.some((found) => found.isType)) return false;
  // A schema with its type is written `const X = …; type X = infer<typeof X>`: three mentions that need nobody.
  const own = declarations.length === 1 ? 1 : 3;
  return mentions(module, name) > own;
}

function mentions(module: SourceModule, name: string): number {
  return [...module.code.matchAll(/[\w$]+/g)].filter(([word]) => word === name).length;
}
