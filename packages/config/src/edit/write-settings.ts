/** Writing settings for a client that names keys and values, as the app-server protocol has it. */
import { realpath } from "node:fs/promises";
import path from "node:path";
import { checkMerged } from "../check-merged.ts";
import { formatConfigProblems } from "../diagnostics.ts";
import { ConfigError } from "../errors.ts";
import { type ConfigLayer, type ConfigLayerSource, describeSource } from "../layers/layer.ts";
import { layerVersion } from "../layers/layer-version.ts";
import { loadLayers, mergeLayers, withUserText } from "../layers/load-layers.ts";
import { createLocate, layerOf } from "../layers/locate.ts";
import { mergeTables, valueAt } from "../layers/merge.ts";
import type { LoadConfigOptions } from "../load-options.ts";
import { jsonFromRaw, rawFromJson } from "../toml/json-value.ts";
import { type KeyPath, parseKeyPath } from "../toml/key-path.ts";
import { isRawTable, type RawTable } from "../toml/raw-value.ts";
import { isSameValue } from "../toml/same-value.ts";
import type { DocumentEdit } from "./edit-document.ts";
import { applyEdits, readTable } from "./edit-user-config.ts";
import { changeSettingsFile } from "./settings-file.ts";

/** One change: a dotted key, quoted where a segment holds dots, and a JSON value; null clears the key. */
export interface SettingEdit {
  readonly keyPath: string;
  readonly value: unknown;
  /** `upsert` merges a table into the one that is there. */
  readonly mergeStrategy: "replace" | "upsert";
}

/** Edits that belong together: all are made or none. */
export interface WriteRequest {
  readonly edits: readonly SettingEdit[];
  /** The file to write; only the user's config.toml is possible. Undefined means it. */
  readonly filePath: string | undefined;
  /** The version of the user layer that the client has seen; undefined writes whatever is there. */
  readonly expectedVersion: string | undefined;
}

/** Why a write is refused, in the words of the protocol. */
export type WriteRefusalCode =
  | "configLayerReadonly"
  | "configVersionConflict"
  | "configValidationError"
  | "configPathNotFound";

/** What was written, or why nothing was. */
export type WriteResult =
  | {
      readonly kind: "written";
      /** The user's config.toml by its own name, not that of what a link leads to. */
      readonly filePath: string;
      /** The version of the user layer now. */
      readonly version: string;
      /** The first edit that another layer keeps from having an effect. */
      readonly overridden: OverriddenEdit | undefined;
    }
  | { readonly kind: "refused"; readonly code: WriteRefusalCode; readonly message: string };

/** A layer that wins over the user's. */
export interface OverriddenEdit {
  readonly layer: { readonly name: ConfigLayerSource; readonly version: string };
  readonly message: string;
  /** As JSON; undefined when the layers together set nothing. */
  readonly effectiveValue: unknown;
}

/** What a write needs to know of the other layers. */
export type WriteOptions = Omit<LoadConfigOptions, "projectLayers">;

type Refusal = Extract<WriteResult, { readonly kind: "refused" }>;

/**
 * Writes settings into the user's config.toml. Nothing is written unless the user's file and all layers
 * together are in order afterwards. Throws `ConfigError` for files that cannot be read or written.
 */
export async function writeSettings(
  options: WriteOptions,
  request: WriteRequest,
  signal: AbortSignal,
): Promise<WriteResult> {
  const file = path.join(options.home, "config.toml");
  if (request.filePath !== undefined && !(await isSameFile(request.filePath, file))) {
    const message = `only ${file} can be written, not ${request.filePath}`;
    return { kind: "refused", code: "configLayerReadonly", message };
  }
  return changeSettingsFile<WriteResult>(
    file,
    async ({ target, text }) => {
      const before = await loadUserStack(options, target, text, signal);
      const refusal = refuseVersion(before, request.expectedVersion);
      if (refusal) return { text: undefined, result: refusal };
      const edited = editAll(target, text, request.edits);
      if (edited.kind === "refused") return { text: undefined, result: edited };
      const after = withUserText(before, options, { file, text: edited.text, table: edited.table });
      const fault = refuseFaults(after, options);
      if (fault) return { text: undefined, result: fault };
      const overridden = firstOverridden(after, edited.paths);
      const version = layerVersion(userLayer(after).table);
      return { text: edited.text, result: { kind: "written", filePath: file, version, overridden } };
    },
    signal,
  );
}

async function loadUserStack(
  options: WriteOptions,
  target: string,
  text: string,
  signal: AbortSignal,
): Promise<readonly ConfigLayer[]> {
  readTable(target, text);
  const { layers, problems } = await loadLayers({ ...options, projectLayers: "skip" }, signal);
  if (problems.length === 0) return layers;
  throw new ConfigError("config_unreadable", formatConfigProblems(problems));
}

function userLayer(layers: readonly ConfigLayer[]): ConfigLayer {
  const found = layers.find(({ source }) => source.type === "user");
  // The stack always has one, if need be an empty one.
  if (!found) throw new TypeError("the stack of layers has no user layer");
  return found;
}

function refuseVersion(layers: readonly ConfigLayer[], expected: string | undefined): Refusal | undefined {
  if (expected === undefined || layerVersion(userLayer(layers).table) === expected) return undefined;
  const message = "the configuration has changed since it was read; read it again and retry";
  return { kind: "refused", code: "configVersionConflict", message };
}

interface EditedText {
  readonly kind: "edited";
  readonly text: string;
  readonly table: RawTable;
  readonly paths: readonly KeyPath[];
}

/** Each edit is planned on the outcome of those before it. */
function editAll(target: string, text: string, edits: readonly SettingEdit[]): EditedText | Refusal {
  const paths: KeyPath[] = [];
  let current = { text, table: readTable(target, text) };
  for (const edit of edits) {
    const keyPath = parseKeyPath(edit.keyPath.trim());
    if (!keyPath) {
      const message = `keyPath must name a key, with quotes around segments that hold dots: ${JSON.stringify(edit.keyPath)}`;
      return { kind: "refused", code: "configValidationError", message };
    }
    const planned = planEdit(current.table, keyPath, edit);
    if (planned.kind === "refused") return planned;
    current = applyEdits(target, current.text, [planned.edit]);
    paths.push(keyPath);
  }
  return { kind: "edited", ...current, paths };
}

function planEdit(
  table: RawTable,
  keyPath: readonly string[],
  { keyPath: written, value, mergeStrategy }: SettingEdit,
): { readonly kind: "planned"; readonly edit: DocumentEdit } | Refusal {
  if (value === null || value === undefined) {
    const parent = keyPath.slice(0, -1);
    if (isRawTable(valueAt(table, parent))) {
      return { kind: "planned", edit: { kind: "clear", path: keyPath } };
    }
    const message = `${written} cannot be cleared: there is no table \`${parent.join(".")}\``;
    return { kind: "refused", code: "configPathNotFound", message };
  }
  const raw = rawFromJson(value);
  if (raw === undefined) {
    const message = `the value of ${written} has a null inside, which TOML cannot express`;
    return { kind: "refused", code: "configValidationError", message };
  }
  const present = valueAt(table, keyPath);
  const isMerged = mergeStrategy === "upsert" && isRawTable(present) && isRawTable(raw);
  const next = isMerged ? mergeTables(present, raw) : raw;
  return { kind: "planned", edit: { kind: "set", path: keyPath, value: next } };
}

/** The user's file has to be in order by itself, and so have all layers together. */
function refuseFaults(layers: readonly ConfigLayer[], options: WriteOptions): Refusal | undefined {
  for (const stack of [[userLayer(layers)], layers]) {
    const checked = checkMerged(mergeLayers(stack), createLocate(stack, options.cliOverrides));
    if (checked.ok) continue;
    const message = `Invalid configuration: ${formatConfigProblems(checked.problems)}`;
    return { kind: "refused", code: "configValidationError", message };
  }
  return undefined;
}

function firstOverridden(
  layers: readonly ConfigLayer[],
  paths: readonly KeyPath[],
): OverriddenEdit | undefined {
  const user = userLayer(layers);
  const merged = mergeLayers(layers);
  for (const keyPath of paths) {
    const effectiveValue = valueAt(merged, keyPath);
    if (isSameValue(valueAt(user.table, keyPath), effectiveValue)) continue;
    const layer = layerOf(layers, keyPath);
    if (!layer) continue;
    return {
      layer: { name: layer.source, version: layerVersion(layer.table) },
      message: `Overridden by ${describeSource(layer.source)}`,
      effectiveValue: effectiveValue === undefined ? undefined : jsonFromRaw(effectiveValue),
    };
  }
  return undefined;
}

/** Two names of one file; a file that is not there yet is known by its name alone. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  const real = (file: string) => realpath(file).catch(() => path.resolve(file));
  return path.isAbsolute(one) && (await real(one)) === (await real(other));
}
