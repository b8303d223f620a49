/** The `.codex` folders of a project as layers. */
import path from "node:path";
import { isDirectory } from "@codex-ts/std/node";
import type { ConfigProblem } from "../diagnostics.ts";
import { configTable } from "../raw/config-table.ts";
import { ancestors, realPathOrSame } from "./ancestors.ts";
import type { ConfigLayer } from "./layer.ts";
import { resolveLayerPaths } from "./layer-paths.ts";
import type { Project } from "./project.ts";
import { readSource, type SourceFile } from "./read-source.ts";
import type { ProjectTrust } from "./trust.ts";

/** Which project, and the home that is never a project layer. */
export interface ProjectLayerOptions {
  readonly project: Project;
  readonly codexHome: string;
  readonly userHome: string | undefined;
}

/**
 * One layer for every `.codex` folder from the root (weakest) to cwd. A folder counts even without a
 * config.toml, since it may hold skills and rules; a config.toml that the user does not trust is kept as
 * a disabled layer, and its faults do not matter.
 */
export async function loadProjectLayers(
  options: ProjectLayerOptions,
  signal: AbortSignal,
): Promise<{ readonly layers: readonly ConfigLayer[]; readonly problems: readonly ConfigProblem[] }> {
  const { project } = options;
  const upwards = ancestors(project.cwd);
  const directories = upwards.slice(0, upwards.indexOf(project.root) + 1).reverse();
  const realHome = realPathOrSame(options.codexHome);
  const loaded = await Promise.all(
    directories.map((directory) => loadFolder(options, realHome, directory, signal)),
  );
  const found = loaded.filter((entry) => entry !== undefined);
  return {
    layers: found.map((entry) => entry.layer),
    problems: found.flatMap((entry) => (entry.problem ? [entry.problem] : [])),
  };
}

interface LoadedFolder {
  readonly layer: ConfigLayer;
  readonly problem: ConfigProblem | undefined;
}

async function loadFolder(
  options: ProjectLayerOptions,
  realHome: string,
  directory: string,
  signal: AbortSignal,
): Promise<LoadedFolder | undefined> {
  const folder = path.join(directory, ".codex");
  if (!isDirectory(folder) || folder === options.codexHome || realPathOrSame(folder) === realHome) {
    return undefined;
  }
  const file = path.join(folder, "config.toml");
  // A repository that is only looked at must not make anybody wait for a pipe.
  const source = await readSource(file, signal, "refuse");
  const trust = options.project.trustOf(directory);
  const hasFile = source.kind !== "missing";
  const disabledReason = hasFile ? reasonToDisable(trust, options) : undefined;
  const isTrusted = trust === "trusted";
  return {
    layer: {
      source: { type: "project", dotCodexFolder: folder },
      table: tableOf(source, folder, options.userHome),
      disabledReason,
      isTrusted,
      text: source.kind === "read" ? source.text : undefined,
    },
    problem: source.kind === "failed" && isTrusted ? source.problem : undefined,
  };
}

function tableOf(source: SourceFile, folder: string, userHome: string | undefined) {
  return source.kind === "read"
    ? resolveLayerPaths(configTable.shape, source.table, { folder, userHome })
    : {};
}

function reasonToDisable(
  trust: ProjectTrust,
  { project, codexHome }: ProjectLayerOptions,
): string | undefined {
  if (trust === "trusted") return undefined;
  const userFile = path.join(codexHome, "config.toml");
  const key = `[projects.${JSON.stringify(project.trustKey)}]`;
  if (trust === "undecided" && project.nearEntry !== undefined) {
    return `[projects.${JSON.stringify(project.nearEntry)}] does not count, since it is not spelt exactly as ${project.trustKey}. To load this file, name that entry ${key} in ${userFile}.`;
  }
  return trust === "untrusted"
    ? `${project.trustKey} is marked as untrusted in ${userFile}. To load this file, set \`trust_level = "trusted"\` under ${key} there.`
    : `Nobody has said yet whether ${project.trustKey} is trusted. To load this file, add \`trust_level = "trusted"\` under ${key} to ${userFile}.`;
}
