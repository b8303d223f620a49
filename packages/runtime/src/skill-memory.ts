/** What is known of the skills of working directories. */
import path from "node:path";
import type { ResolvedConfig } from "@codex-ts/config";
import type { SkillsListEntry } from "@codex-ts/protocol";
import { disabledSkillPaths, type InstallOutcome, type LoadedSkills, loadSkills } from "@codex-ts/skills";
import { RuntimeError } from "./errors.ts";
import type { RuntimeOptions } from "./runtime-options.ts";
import { searchedRoots } from "./searched-roots.ts";
import { toListEntry } from "./to-list-entry.ts";

/** What a listing asks for. */
export interface SkillsWanted {
  /** Taken from the process's folder on; each entry of the answer has its own as it is written here. */
  readonly cwds: readonly string[];
  /** Searches again instead of answering from memory. */
  readonly forceReload: boolean;
  /** More folders of the user for one working directory, absolute. They stay in memory with its skills. */
  readonly extraUserFolders?: (cwd: string) => readonly string[];
}

/** The skills of one working directory. */
export interface FolderSkills extends LoadedSkills {
  readonly disabledPaths: ReadonlySet<string>;
  /** What became of the bundled skills. */
  readonly installed: InstallOutcome;
}

/** Searches each folder once, until it is told to forget. */
export interface SkillMemory {
  /** Searches for a thread that opens with these settings, whatever is known. */
  load(config: ResolvedConfig, signal: AbortSignal): Promise<FolderSkills>;
  /** The skills of a turn in `cwd`. Throws `RuntimeError` when settings that were never read cannot be. */
  recall(cwd: string, signal: AbortSignal): Promise<FolderSkills>;
  /** One entry for each folder; settings that cannot be read are an error of the entry. */
  list(wanted: SkillsWanted, signal: AbortSignal): Promise<readonly SkillsListEntry[]>;
  forget(): void;
}

/** What the memory asks others for. */
export interface SkillSource {
  readonly options: Pick<RuntimeOptions, "cwd" | "userHome" | "systemDir">;
  /** Installs the bundled skills, unless that has been done. */
  readonly install: () => Promise<InstallOutcome>;
  /** The settings of a folder. Throws `RuntimeError`. */
  readonly loadSettings: (cwd: string, signal: AbortSignal) => Promise<ResolvedConfig>;
}

interface Remembered extends FolderSkills {
  readonly extraUserFolders: readonly string[];
  readonly age: number;
}

/** Reads nothing before the first use. */
export function createSkillMemory({ options, install, loadSettings }: SkillSource): SkillMemory {
  const known = new Map<string, Remembered>();
  // Counts what was forgotten: a search that began at an earlier age is out of date when it ends.
  let age = 0;

  const fresh = (cwd: string) => {
    const found = known.get(cwd);
    return found?.age === age ? found : undefined;
  };

  const search = async (config: ResolvedConfig, extraUserFolders: readonly string[], signal: AbortSignal) => {
    const begun = age;
    const installed = await install();
    const roots = searchedRoots(options, config, extraUserFolders);
    const [loaded, disabledPaths] = await Promise.all([
      loadSkills(roots, signal),
      disabledSkillPaths(config.skills.config),
    ]);
    const found = { ...loaded, disabledPaths, installed, extraUserFolders, age: begun };
    known.set(config.cwd, found);
    return found;
  };

  const listOne = async (cwd: string, wanted: SkillsWanted, signal: AbortSignal) => {
    const place = path.resolve(options.cwd, cwd);
    const remembered = wanted.forceReload ? undefined : fresh(place);
    if (remembered) return toListEntry(cwd, remembered);
    const config = await loadSettings(place, signal).catch(onlyRuntimeError);
    if (config instanceof RuntimeError) {
      return { cwd, skills: [], errors: [{ path: cwd, message: config.message }] };
    }
    return toListEntry(cwd, await search(config, wanted.extraUserFolders?.(cwd) ?? [], signal));
  };

  return {
    load: (config, signal) => search(config, fresh(config.cwd)?.extraUserFolders ?? [], signal),
    async recall(cwd, signal) {
      const found = fresh(cwd);
      if (found) return found;
      const config = await loadSettings(cwd, signal).catch(onlyRuntimeError);
      if (!(config instanceof RuntimeError)) return search(config, [], signal);
      const older = known.get(cwd);
      // Settings that were broken meanwhile must not take away what the thread began with.
      if (older) return older;
      throw config;
    },
    async list(wanted, signal) {
      const entries: SkillsListEntry[] = [];
      for (const cwd of wanted.cwds) entries.push(await listOne(cwd, wanted, signal));
      return entries;
    },
    forget() {
      age += 1;
    },
  };
}

function onlyRuntimeError(error: unknown): RuntimeError {
  if (error instanceof RuntimeError) return error;
  throw error;
}
