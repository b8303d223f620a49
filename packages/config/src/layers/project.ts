import { gitCommonRoot } from "@codex-ts/git";
import type { RawTable } from "../toml/raw-value.ts";
import { ancestors, nearestWithEntry, realPathOrSame } from "./ancestors.ts";
import { nearTrustEntry, type ProjectTrust, trustIn } from "./trust.ts";

/** The project around a working directory. */
export interface Project {
  readonly cwd: string;
  /** The nearest directory with a root marker, else cwd. */
  readonly root: string;
  /** The nearest directory with `.git`. */
  readonly gitRoot: string | undefined;
  readonly rootMarkers: readonly string[];
  /** The user's word about cwd. */
  readonly trust: ProjectTrust;
  /** The path that a trust entry for this project should name. */
  readonly trustKey: string;
  /** An entry that is spelt a little otherwise than `trustKey`, and so does not count. */
  readonly nearEntry: string | undefined;
  /** The user's word about a directory from root to cwd: its own, else the project's, else the repository's. */
  trustOf(directory: string): ProjectTrust;
}

/** What marks a project's root unless `project_root_markers` says otherwise. */
const DEFAULT_ROOT_MARKERS: readonly string[] = [".git"];

/** Finds the project around `cwd`, under the settings that may decide about it. */
export async function findProject(cwd: string, settings: RawTable): Promise<Project> {
  const rootMarkers = readMarkers(settings);
  const directories = ancestors(cwd);
  const root = nearestWithEntry(directories, rootMarkers) ?? cwd;
  const gitRoot = nearestWithEntry(directories, [".git"]);
  const mainRoot = gitRoot === undefined ? undefined : await gitCommonRoot(gitRoot);
  const trustOf = (directory: string): ProjectTrust => {
    // Most entries name the folder itself, which spares the look at links.
    const own = trustIn(settings, [directory]);
    if (own !== "undecided") return own;
    const repository = [gitRoot, mainRoot].filter((tree) => tree !== undefined);
    return trustIn(settings, [realPathOrSame(directory), root, realPathOrSame(root), ...repository]);
  };
  return {
    cwd,
    root,
    gitRoot,
    rootMarkers,
    trust: trustOf(cwd),
    trustKey: mainRoot ?? cwd,
    nearEntry: nearTrustEntry(settings, mainRoot ?? cwd),
    trustOf,
  };
}

/** A list of a wrong type is reported by the check of the merged settings; until then the default counts. */
function readMarkers(settings: RawTable): readonly string[] {
  const markers = settings["project_root_markers"];
  if (!Array.isArray(markers)) return DEFAULT_ROOT_MARKERS;
  return markers.filter((marker): marker is string => typeof marker === "string" && marker !== "");
}
