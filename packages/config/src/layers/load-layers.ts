/** Finds, reads and orders all layers of settings. */
import path from "node:path";
import type { ConfigProblem } from "../diagnostics.ts";
import type { LoadConfigOptions } from "../load-options.ts";
import { configTable } from "../raw/config-table.ts";
import type { RawTable } from "../toml/raw-value.ts";
import type { ConfigLayer, ConfigLayerSource } from "./layer.ts";
import { resolveLayerPaths } from "./layer-paths.ts";
import { readPreference } from "./managed-preferences.ts";
import { mergeTables } from "./merge.ts";
import { overridesTable } from "./overrides.ts";
import { findProject, type Project } from "./project.ts";
import { loadProjectLayers } from "./project-layers.ts";
import { readSource, type SourceFile } from "./read-source.ts";

/** Where layers are looked for. */
export type LayerOptions = Pick<
  LoadConfigOptions,
  | "home"
  | "cwd"
  | "projectLayers"
  | "env"
  | "systemDir"
  | "cliOverrides"
  | "platform"
  | "readManagedPreference"
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
    readSource(files.system, signal),
    readSource(files.user, signal),
    readManaged(options, signal),
  ]);
  const base = baseLayers(options, system, user);
  const flags = flagsLayer(options);
  const project = await findProject(options.cwd, mergeLayers([...base, ...flags]));
  const projectLayers =
    options.projectLayers === "load"
      ? await loadProjectLayers({ project, codexHome: options.home, userHome: userHome(options) }, signal)
      : { layers: [], problems: [] };
  return {
    layers: [...base, ...projectLayers.layers, ...flags, ...managed.layers],
    project,
    problems: [...[system, user].flatMap(problemOf), ...managed.problems, ...projectLayers.problems],
  };
}

/** The layers of flags and of the administrator only, for a program that must start despite faulty files. */
export async function loadLayersWithoutFiles(
  options: LayerOptions,
  signal: AbortSignal,
): Promise<LayerStack> {
  const managed = await readManaged(options, signal);
  const base = baseLayers(options, { kind: "missing" }, { kind: "missing" });
  const flags = flagsLayer(options);
  return {
    layers: [...base, ...flags, ...managed.layers],
    project: await findProject(options.cwd, mergeLayers(flags)),
    problems: managed.problems,
  };
}

/** The layers with another content of the user's file. */
export function withUserText(
  layers: readonly ConfigLayer[],
  options: Pick<LayerOptions, "home" | "env" | "platform">,
  user: { readonly file: string; readonly text: string; readonly table: RawTable },
): readonly ConfigLayer[] {
  const { file, text, table } = user;
  const read: SourceFile = { kind: "read", table, text: { file, text } };
  return layers.map((layer) =>
    layer.source.type === "user" ? toLayer(layer.source, options.home, read, options) : layer,
  );
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
    toLayer({ type: "system", file: files.system }, options.systemDir, system, options),
    toLayer({ type: "user", file: files.user }, options.home, user, options),
  ];
}

/** What an administrator manages: the file, and above it the preferences of macOS. */
async function readManaged(
  options: LayerOptions,
  signal: AbortSignal,
): Promise<Pick<LayerStack, "layers" | "problems">> {
  const { managed: file } = ownFiles(options);
  const [fromFile, fromMdm] = await Promise.all([
    readSource(file, signal),
    readPreference(options.readManagedPreference, "config_toml_base64", signal),
  ]);
  const inFile: ConfigLayerSource = { type: "legacyManagedConfigTomlFromFile", file };
  return {
    layers: [
      ...(fromFile.kind === "missing" ? [] : [toLayer(inFile, path.dirname(file), fromFile, options)]),
      ...(fromMdm.kind === "missing"
        ? []
        : [toLayer({ type: "legacyManagedConfigTomlFromMdm" }, options.home, fromMdm, options)]),
    ],
    problems: [fromFile, fromMdm].flatMap(problemOf),
  };
}

function toLayer(
  source: ConfigLayerSource,
  folder: string,
  file: SourceFile,
  options: Pick<LayerOptions, "env" | "platform">,
): ConfigLayer {
  const isRead = file.kind === "read";
  const base = { folder, userHome: userHome(options) };
  return {
    source,
    table: isRead ? resolveLayerPaths(configTable.shape, file.table, base) : {},
    disabledReason: undefined,
    isTrusted: true,
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
  return [
    { source: { type: "sessionFlags" }, table, disabledReason: undefined, isTrusted: true, text: undefined },
  ];
}

function problemOf(file: SourceFile): readonly ConfigProblem[] {
  return file.kind === "failed" ? [file.problem] : [];
}

/** What `~` means; an ordinary character on Windows. */
function userHome({ env, platform }: Pick<LayerOptions, "env" | "platform">): string | undefined {
  return platform === "win32" ? undefined : env["HOME"] || undefined;
}
