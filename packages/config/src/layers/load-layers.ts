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
  const files = ownFiles(options);
  const [system, user, managed] = await Promise.all([
    readSource(files.system, asItIs, signal),
    readSource(files.user, asItIs, signal),
    readSource(files.managed, asItIs, signal),
  ]);
  const base = baseLayers(options, system, user);
  const flags = flagsLayer(options);
  const project = await findProject(options.cwd, mergeLayers([...base, ...flags]));
  const projectLayers =
    options.projectLayers === "load"
      ? await loadProjectLayers({ project, codexHome: options.home, userHome: userHome(options) }, signal)
      : { layers: [], problems: [] };
  return {
    layers: [...base, ...projectLayers.layers, ...flags, ...managedLayer(options, managed)],
    project,
    problems: [...[system, user, managed].flatMap(problemOf), ...projectLayers.problems],
  };
}

/** The layers of flags and of the administrator only, for a program that must start despite faulty files. */
export async function loadLayersWithoutFiles(
  options: LayerOptions,
  signal: AbortSignal,
): Promise<LayerStack> {
  const managed = await readSource(ownFiles(options).managed, asItIs, signal);
  const base = baseLayers(options, { kind: "missing" }, { kind: "missing" });
  const flags = flagsLayer(options);
  return {
    layers: [...base, ...flags, ...managedLayer(options, managed)],
    project: await findProject(options.cwd, mergeLayers(flags)),
    problems: problemOf(managed),
  };
}

/** The enabled layers as one table. */
export function mergeLayers(layers: readonly ConfigLayer[]): RawTable {
  return layers
    .filter((layer) => layer.disabledReason === undefined)
    .reduce<RawTable>((merged, layer) => mergeTables(merged, layer.table), {});
}

function ownFiles({ systemDir, home, platform }: LayerOptions) {
  return {
    system: path.join(systemDir, "config.toml"),
    user: path.join(home, "config.toml"),
    managed: path.join(platform === "win32" ? home : systemDir, "managed_config.toml"),
  };
}

function baseLayers(options: LayerOptions, system: SourceFile, user: SourceFile): readonly ConfigLayer[] {
  const files = ownFiles(options);
  return [
    toLayer({ type: "system", file: files.system }, system, options),
    toLayer({ type: "user", file: files.user }, user, options),
  ];
}

function managedLayer(options: LayerOptions, managed: SourceFile): readonly ConfigLayer[] {
  if (managed.kind === "missing") return [];
  const { managed: file } = ownFiles(options);
  return [toLayer({ type: "legacyManagedConfigTomlFromFile", file }, managed, options)];
}

function toLayer(
  source: Extract<ConfigLayerSource, { readonly file: string }>,
  file: SourceFile,
  options: LayerOptions,
): ConfigLayer {
  const isRead = file.kind === "read";
  const base = { folder: path.dirname(source.file), userHome: userHome(options) };
  return {
    source,
    table: isRead ? resolveLayerPaths(configTable.shape, file.table, base) : {},
    disabledReason: undefined,
    text: isRead ? file.text : undefined,
  };
}

function asItIs(fault: string): string {
  return fault;
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
