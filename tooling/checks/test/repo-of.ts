import { buildRepo, type Repo } from "../repo.ts";

/** A manifest as tests want to write it: our own dependencies by short name. */
export interface ManifestPart {
  readonly dependencies?: readonly string[];
  readonly devDependencies?: readonly string[];
  readonly exports?: Readonly<Record<string, string>>;
}

/** A repository made of texts by path. */
export function repoOf(files: Readonly<Record<string, string>>): Repo {
  return buildRepo(Object.entries(files).map(([path, text]) => ({ path, text })));
}

/** The text of a package.json; without `exports`, the entry is `src/index.ts`. */
export function manifest(name: string, part: ManifestPart = {}): string {
  const versions = (names: readonly string[] = []) => Object.fromEntries(names.map((key) => [key, "1.0.0"]));
  return JSON.stringify({
    name: `@codex-ts/${name}`,
    dependencies: versions(part.dependencies),
    devDependencies: versions(part.devDependencies),
    exports: part.exports ?? { ".": "./src/index.ts" },
  });
}
