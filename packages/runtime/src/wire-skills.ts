/** The skills of a process: what its threads use, what clients list and switch, and the news of changes. */
import type { ResolvedConfig } from "@codex-ts/config";
import type { SkillLibrary, SkillVariable } from "@codex-ts/core";
import type { SkillsListEntry } from "@codex-ts/protocol";
import {
  type InstallOutcome,
  installSystemSkills,
  mayMentionSkills,
  mentionedSkills,
  readSkillBodies,
  type Skill,
  skillsSection,
} from "@codex-ts/skills";
import type { SkillWatch } from "@codex-ts/skills/on-demand";
import { sleep } from "@codex-ts/std";
import type { RuntimeOptions } from "./runtime-options.ts";
import { searchedRoots } from "./searched-roots.ts";
import { createSkillMemory, type FolderSkills, type SkillsWanted } from "./skill-memory.ts";
import { switchSkill } from "./switch-skill.ts";

/** What a thread begins with. */
export interface ThreadSkills {
  /** The section that lists them for the model; undefined when there are none. */
  readonly section: string | undefined;
  readonly warnings: readonly string[];
}

/** The one place of a process that knows skills. */
export interface ProcessSkills extends SkillLibrary {
  /** Loads what a thread with these settings may use, and watches it from now on. */
  open(config: ResolvedConfig, signal: AbortSignal): Promise<ThreadSkills>;
  list(wanted: SkillsWanted, signal: AbortSignal): Promise<readonly SkillsListEntry[]>;
  /** Switches a skill in the user's settings, named by its SKILL.md. Throws `RuntimeError`. */
  setEnabled(file: string, isEnabled: boolean, signal: AbortSignal): Promise<void>;
  /** Searches again at the next use. */
  forget(): void;
  close(): Promise<void>;
}

/** Reads and watches nothing before the first use. `loadSettings` gives the settings of a folder. */
export function createProcessSkills(
  options: RuntimeOptions,
  home: string,
  loadSettings: (cwd: string, signal: AbortSignal) => Promise<ResolvedConfig>,
): ProcessSkills {
  let installing: Promise<InstallOutcome> | undefined;
  const install = () => {
    installing ??= installSystemSkills(home);
    return installing;
  };
  const memory = createSkillMemory({ options, install, loadSettings });
  const listeners = new Set<() => void>();
  let watching: Promise<SkillWatch> | undefined;

  const onChange = () => {
    memory.forget();
    for (const listener of listeners) listener();
  };
  const watch = async () => {
    const { watchSkillFolders } = await import("@codex-ts/skills/on-demand");
    return watchSkillFolders({ onChange, sleep });
  };

  return {
    async open(config, signal) {
      // A program that runs one task has ended before anybody could ask for a new list.
      if (options.source === "exec") return toThreadSkills(await memory.load(config, signal));
      watching ??= watch();
      // A home without skills gets its folder only now.
      const [watched] = await Promise.all([watching, install()]);
      // Before the search, so that no change falls between the two.
      watched.add(searchedRoots(options, config, []).map(({ folder }) => folder));
      const found = await memory.load(config, signal);
      watched.add(found.linkedFolders);
      return toThreadSkills(found);
    },
    async inject(input, cwd, signal) {
      if (!mayMentionSkills(input)) return { bodies: [], variables: [], failures: [] };
      const { skills, disabledPaths } = await memory.recall(cwd, signal);
      const mentioned = mentionedSkills(input, { skills, disabledPaths, connectorSlugs: new Set() });
      return { ...(await readSkillBodies(mentioned, signal)), variables: mentioned.flatMap(variablesOf) };
    },
    list: (wanted, signal) => memory.list(wanted, signal),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async setEnabled(file, isEnabled, signal) {
      await switchSkill({ home, userHome: options.userHome }, file, isEnabled, signal);
      memory.forget();
    },
    forget: () => memory.forget(),
    close: async () => (await watching)?.close(),
  };
}

function toThreadSkills({ skills, errors, disabledPaths, installed }: FolderSkills): ThreadSkills {
  return {
    section: skillsSection(skills, disabledPaths),
    warnings: [
      ...(installed.kind === "skipped" ? [installed.warning] : []),
      ...errors.map(({ path: file, message }) => `The skill ${file} cannot be used: ${message}.`),
    ],
  };
}

function variablesOf({ name: skill, toolDependencies }: Skill): SkillVariable[] {
  return toolDependencies.flatMap(({ type, value: name, description }) =>
    type === "env_var" ? [{ skill, name, description }] : [],
  );
}
