/** The skills of one thread. */
import path from "node:path";
import type { ResolvedConfig } from "@codex-ts/config";
import type { SessionServices } from "@codex-ts/core";
import {
  disabledSkillPaths,
  installSystemSkills,
  loadSkills as loadSkillFiles,
  mentionedSkills,
  readSkillBodies,
  skillRoots,
  skillsSection,
  type TrustedProject,
} from "@codex-ts/skills";
import type { RuntimeOptions } from "./runtime-options.ts";

/** Skills as a session uses them. */
export interface SkillSet {
  /** The section that lists them for the model; undefined when there are none. */
  readonly section: string | undefined;
  readonly inject: SessionServices["injectSkills"];
  readonly warnings: readonly string[];
}

/** Installs the bundled skills where they are missing, and loads all that this thread may use. */
export async function loadSkills(
  options: RuntimeOptions,
  config: ResolvedConfig,
  signal: AbortSignal,
): Promise<SkillSet> {
  const installed = await installSystemSkills(config.codexHome);
  const roots = skillRoots({
    codexHome: config.codexHome,
    userHome: options.userHome,
    project: trustedProject(config),
    adminFolder: options.systemDir,
    extraUserFolders: [],
  });
  const [{ skills, errors }, disabledPaths] = await Promise.all([
    loadSkillFiles(roots, signal),
    disabledSkillPaths(config.skills.config),
  ]);
  return {
    section: skillsSection(skills, disabledPaths),
    warnings: [
      ...(installed.kind === "skipped" ? [installed.warning] : []),
      ...errors.map(({ path: file, message }) => `The skill ${file} cannot be used: ${message}.`),
    ],
    inject: (input, reading) =>
      readSkillBodies(mentionedSkills(input, { skills, disabledPaths, connectorSlugs: new Set() }), reading),
  };
}

/** The project's own folders count unless the user distrusts it: a skill is no more than a document, like AGENTS.md. */
function trustedProject({ project, cwd }: ResolvedConfig): TrustedProject | undefined {
  if (project.trust === "untrusted") return undefined;
  const upwards = [cwd];
  for (let at = cwd; at !== project.root && path.dirname(at) !== at; ) {
    at = path.dirname(at);
    upwards.push(at);
  }
  return {
    codexFolders: upwards.map((folder) => path.join(folder, ".codex")),
    directories: upwards.toReversed(),
  };
}
