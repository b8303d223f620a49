/** Finds, reads and orders all layers of settings. */
import path from "node:path";
import type { ConfigProblem } from "../diagnostics.ts";
import type { LoadConfigOptions } from "../load-options.ts";
import { configTable } from "../raw/config-table.ts";
import type { RawTable } from "../toml/raw-value.ts";
import type { ConfigLayer, ConfigLayerSource } from "./layer.ts";
import { resolveLayerPaths } from "./layer-paths.ts";
import { mergeTables } from "./merge.ts";
import { overridesTable } from "./overrides.ts";
import { findProject, type Project } from "./project.ts";
import { loadProjectLayers } from "./project-layers.ts";
import { readSource, type SourceFile } from "./read-source.ts";

/** Where layers are looked for. */
export type LayerOptions = Pick<
  LoadConfigOptions,
  "home" | "cwd" | "projectLayers" | "env" | "systemDir" | "cliOverrides" | "platform"
>;

/** All layers, lowest precedence first, and what was wrong with their files. */
export interface LayerStack {
  readonly layers: readonly ConfigLayer[];
  readonly project: Project;
  readonly problems: readonly ConfigProblem[];
}

/** Reads the layers. The machine's and the user's files and the flags decide which project files count. */
export async function loadLayers(options: LayerOptions, signal: AbortSignal): Promise<LayerStack> {
  const managedDir = options.platform === "win32" ? options.home : options.systemDir;
  const files = {
    system: path.join(options.systemDir, "config.toml"),
    user: path.join(options.home, "config.toml"),
    managed: path.join(managedDir, "managed_config.toml"),
  };
  const plain = (fault: string) => fault;
  const [system, user, managed] = await Promise.all([
    readSource(files.system, plain, signal),
    readSource(files.user, plain, signal),
    readSource(files.managed, plain, signal),
  ]);
  const base = [
    toLayer({ type: "system", file: files.system }, system, options.systemDir, options),
    toLayer({ type: "user", file: files.user }, user, options.home, options),
  ];
  const flags = flagsLayer(options);
  const deciding = mergeLayers([...base, ...flags]);
  const project = await findProject(options.cwd, deciding);
  const projectLayers =
    options.projectLayers === "load"
      ? await loadProjectLayers({ project, codexHome: options.home, userHome: userHome(options) }, signal)
      : { layers: [], problems: [] };
  const managedLayers =
    managed.kind === "missing"
      ? []
      : [
          toLayer(
            { type: "legacyManagedConfigTomlFromFile", file: files.managed },
            managed,
            managedDir,
            options,
          ),
        ];
  return {
    layers: [...base, ...projectLayers.layers, ...flags, ...managedLayers],
    project,
    problems: [...[system, user, managed].flatMap(problemOf), ...projectLayers.problems],
  };
}

/** The enabled layers as one table. */
export function mergeLayers(layers: readonly ConfigLayer[]): RawTable {
  return layers
    .filter((layer) => layer.disabledReason === undefined)
    .reduce<RawTable>((merged, layer) => mergeTables(merged, layer.table), {});
}

function toLayer(
  source: ConfigLayerSource,
  file: SourceFile,
  folder: string,
  options: LayerOptions,
): ConfigLayer {
  const isRead = file.kind === "read";
  const base = { folder, userHome: userHome(options) };
  return {
    source,
    table: isRead ? resolveLayerPaths(configTable.shape, file.table, base) : {},
    disabledReason: undefined,
    text: isRead ? file.text : undefined,
  };
}

function flagsLayer(options: LayerOptions): readonly ConfigLayer[] {
  if (options.cliOverrides.length === 0) return [];
  const base = {
    folder: options.projectLayers === "load" ? options.cwd : options.home,
    userHome: userHome(options),
  };
  const table = resolveLayerPaths(configTable.shape, overridesTable(options.cliOverrides), base);
  return [{ source: { type: "sessionFlags" }, table, disabledReason: undefined, text: undefined }];
}

function problemOf(file: SourceFile): readonly ConfigProblem[] {
  return file.kind === "failed" ? [file.problem] : [];
}

/** What `~` means; an ordinary character on Windows. */
function userHome({ env, platform }: LayerOptions): string | undefined {
  return platform === "win32" ? undefined : env["HOME"] || undefined;
}
