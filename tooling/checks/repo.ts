import path from "node:path";
import { type ScannedModule, scanModule } from "./scan-module.ts";

/** A file of the repository: its path from the root with forward slashes, and its text. */
export interface RepoFile {
  readonly path: string;
  readonly text: string;
}

/** A TypeScript file with what it imports and exports. */
export interface SourceModule extends RepoFile, ScannedModule {
  /** The package or app that the file belongs to; undefined for tooling and tests of the whole. */
  readonly owner: Workspace | undefined;
  /** True for tests and what only tests use. */
  readonly isTest: boolean;
}

/** A package or an app. */
export interface Workspace {
  /** Folder from the root, e.g. `packages/core`. */
  readonly dir: string;
  /** Last part of its name: `core` of `@codex-ts/core`. */
  readonly shortName: string;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  /** Source file from the root by subpath: `.` or `./node`. */
  readonly entries: ReadonlyMap<string, string>;
}

/** Everything that the checks look at. */
export interface Repo {
  readonly files: readonly RepoFile[];
  readonly modules: readonly SourceModule[];
  readonly workspaces: readonly Workspace[];
}

/** Something that a check does not accept. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Where an import leads. */
export type ImportTarget =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "workspace"; readonly workspace: string; readonly entry: string | undefined }
  | { readonly kind: "external"; readonly name: string };

/** The name that all our packages share before the slash. */
export const SCOPE = "@codex-ts/";

/** Puts scanned files and package manifests in relation. Throws when a package.json is not JSON. */
export function buildRepo(files: readonly RepoFile[]): Repo {
  const workspaces = files
    .filter((file) => /^(packages|apps)\/[^/]+\/package\.json$/.test(file.path))
    .map(readWorkspace);
  const modules = files
    .filter((file) => file.path.endsWith(".ts") && !file.path.endsWith(".d.ts"))
    .map((file) => ({
      ...file,
      ...scanModule(file.text),
      owner: workspaces.find((workspace) => file.path.startsWith(`${workspace.dir}/`)),
      isTest: isTestPath(file.path),
    }));
  return { files, modules, workspaces };
}

/** Follows an import from the file that has it. */
export function resolveImport(repo: Repo, from: string, specifier: string): ImportTarget {
  if (specifier.startsWith(".")) {
    return { kind: "file", path: path.posix.join(path.posix.dirname(from), specifier) };
  }
  if (!specifier.startsWith(SCOPE)) {
    const parts = specifier.split("/");
    return { kind: "external", name: parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/") };
  }
  const [name = "", ...rest] = specifier.slice(SCOPE.length).split("/");
  const workspace = repo.workspaces.find((candidate) => candidate.shortName === name);
  const subpath = rest.length === 0 ? "." : `./${rest.join("/")}`;
  return { kind: "workspace", workspace: name, entry: workspace?.entries.get(subpath) };
}

/** The file that an import leads to; undefined outside the repository. */
export function importedFile(repo: Repo, from: string, specifier: string): string | undefined {
  const target = resolveImport(repo, from, specifier);
  if (target.kind === "file") return target.path;
  return target.kind === "workspace" ? target.entry : undefined;
}

function isTestPath(file: string): boolean {
  return /\.test\.ts$|(^|\/)tests?\//.test(file);
}

function readWorkspace(file: RepoFile): Workspace {
  const manifest = JSON.parse(file.text) as {
    readonly name: string;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly devDependencies?: Readonly<Record<string, string>>;
    readonly exports?: Readonly<Record<string, string>>;
  };
  const dir = path.posix.dirname(file.path);
  const exported = Object.entries(manifest.exports ?? {});
  return {
    dir,
    shortName: manifest.name.replace(SCOPE, ""),
    dependencies: Object.keys(manifest.dependencies ?? {}),
    devDependencies: Object.keys(manifest.devDependencies ?? {}),
    entries: new Map(exported.map(([subpath, source]) => [subpath, path.posix.join(dir, source)])),
  };
}
