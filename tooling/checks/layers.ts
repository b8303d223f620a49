import { isBuiltin } from "node:module";
import { type Finding, type Repo, resolveImport, SCOPE, type SourceModule, type Workspace } from "./repo.ts";

/** The allow-table: who may import whom. */
export interface LayerTable {
  /** Package names by floor, lowest first. */
  readonly floors: readonly (readonly string[])[];
  /** For each package, the packages that it may import; `*` stands for all on lower floors. */
  readonly mayImport: Readonly<Record<string, readonly string[]>>;
  /** Entries of packages that only the named packages may import, by their specifier without the scope. */
  readonly entriesFor: Readonly<Record<string, readonly string[]>>;
  /** Packages that only tests and tooling may import. */
  readonly devOnly: readonly string[];
  /** The same for the folders of a package's `src`; a file directly in `src` counts under its own name. */
  readonly folders: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** Checks every import and every manifest against the table, and the table against its floors. */
export function checkLayers(repo: Repo, table: LayerTable): readonly Finding[] {
  return [
    ...checkTable(table),
    ...repo.workspaces.flatMap((workspace) => checkManifest(repo, table, workspace)),
    ...repo.modules.flatMap((module) =>
      module.imports.flatMap((found): readonly Finding[] =>
        checkImport(repo, table, module, found.specifier).map((message) => ({
          file: module.path,
          line: found.line,
          message,
        })),
      ),
    ),
  ];
}

function checkTable(table: LayerTable): readonly Finding[] {
  const file = "tooling/checks/layers.json";
  return Object.entries(table.mayImport).flatMap(([name, allowed]) =>
    allowed
      .filter((other) => other !== "*" && floorOf(table, other) >= floorOf(table, name))
      .map((other) => ({
        file,
        line: 1,
        message: `"${name}" may not be allowed "${other}": not on a lower floor`,
      })),
  );
}

function checkManifest(repo: Repo, table: LayerTable, workspace: Workspace): readonly Finding[] {
  const file = `${workspace.dir}/package.json`;
  const finding = (message: string): Finding => ({ file, line: 1, message });
  const name = workspace.shortName;
  if (table.mayImport[name] === undefined) return [finding(`"${name}" has no row in layers.json`)];
  const ours = workspace.dependencies.filter((dependency) => dependency.startsWith(SCOPE));
  const forbidden = ours
    .map((dependency) => dependency.slice(SCOPE.length))
    .filter((dependency) => !isAllowed(table, name, dependency))
    .map((dependency) => finding(`depends on "${dependency}", which layers.json does not allow`));
  const texts = repo.modules.filter((module) => module.owner === workspace && !module.isTest);
  // Some packages are only named in a string (a wasm file to resolve), so any mention counts as a use.
  const unused = workspace.dependencies
    .filter((dependency) => !texts.some((module) => module.text.includes(dependency)))
    .map((dependency) => finding(`depends on "${dependency}" but no source file uses it`));
  return [...forbidden, ...unused];
}

function checkImport(
  repo: Repo,
  table: LayerTable,
  module: SourceModule,
  specifier: string,
): readonly string[] {
  const target = resolveImport(repo, module.path, specifier);
  if (target.kind === "file") return checkRelative(table, module, target.path);
  const { owner } = module;
  if (!owner) return [];
  const declared = module.isTest ? [...owner.dependencies, ...owner.devDependencies] : owner.dependencies;
  if (target.kind === "external") {
    const isKnown = isBuiltin(specifier) || declared.includes(target.name) || target.name === "@jest/globals";
    return isKnown ? [] : [`imports "${target.name}", which its package.json does not name`];
  }
  const { workspace: other, entry } = target;
  if (other === owner.shortName) return ["imports its own package by name; use a relative path"];
  if (table.devOnly.includes(other) && !module.isTest) return [`"${other}" is for tests only`];
  if (!table.devOnly.includes(other) && !isAllowed(table, owner.shortName, other)) {
    return [`"${owner.shortName}" may not import "${other}" (layers.json)`];
  }
  const importers = table.entriesFor[specifier.slice(SCOPE.length)];
  if (importers && !importers.includes(owner.shortName)) {
    return [`only ${importers.join(", ")} may import "${specifier}" (layers.json)`];
  }
  if (!declared.includes(SCOPE + other)) return [`imports "${other}", which its package.json does not name`];
  return entry === undefined ? [`"${specifier}" is not among the exports of "${other}"`] : [];
}

function checkRelative(table: LayerTable, module: SourceModule, target: string): readonly string[] {
  const { owner } = module;
  if (!owner) return [];
  if (!target.startsWith(`${owner.dir}/`)) return ["leaves its package by a relative path"];
  const folders = table.folders[owner.shortName];
  if (!folders || module.isTest) return [];
  const from = folderOf(owner, module.path);
  const to = folderOf(owner, target);
  if (from === undefined || to === undefined || from === to || from === "index") return [];
  const allowed = folders[from];
  if (!allowed) return [`folder "${from}" of "${owner.shortName}" has no row in layers.json`];
  return allowed.includes(to) ? [] : [`folder "${from}" may not import folder "${to}" (layers.json)`];
}

function folderOf(owner: Workspace, file: string): string | undefined {
  const inside = file.startsWith(`${owner.dir}/src/`) ? file.slice(owner.dir.length + 5) : undefined;
  return inside?.split("/")[0]?.replace(/\.ts$/, "");
}

function isAllowed(table: LayerTable, name: string, other: string): boolean {
  const allowed = table.mayImport[name] ?? [];
  if (allowed.includes(other)) return true;
  return allowed.includes("*") && floorOf(table, other) < floorOf(table, name);
}

/** An unknown package is above everything, so nobody may import it. */
function floorOf(table: LayerTable, name: string): number {
  const floor = table.floors.findIndex((names) => names.includes(name));
  return floor < 0 ? table.floors.length : floor;
}
