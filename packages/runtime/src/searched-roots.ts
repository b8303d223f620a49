/** Which folders are searched for skills. */
import path from "node:path";
import type { ResolvedConfig } from "@codex-ts/config";
import { type SkillRoot, skillRoots } from "@codex-ts/skills";
import type { RuntimeOptions } from "./runtime-options.ts";

/** The folders that are searched for a thread with these settings, and those that a client named besides. */
export function searchedRoots(
  { userHome, systemDir }: Pick<RuntimeOptions, "userHome" | "systemDir">,
  config: ResolvedConfig,
  extraUserFolders: readonly string[],
): readonly SkillRoot[] {
  return skillRoots({
    codexHome: config.codexHome,
    userHome,
    project: projectFolders(config),
    adminFolder: systemDir,
    extraUserFolders,
  });
}

/** The project's own folders count unless the user distrusts it: a skill is no more than a document, like AGENTS.md. */
function projectFolders({ project, cwd, layers }: ResolvedConfig) {
  if (project.trust === "untrusted") return undefined;
  const upwards = [cwd];
  for (let at = cwd; at !== project.root && path.dirname(at) !== at; ) {
    at = path.dirname(at);
    upwards.push(at);
  }
  return {
    // Layers rise in strength; the home of Codex is none, even where it is the project's folder.
    codexFolders: layers
      .flatMap(({ source }) => (source.type === "project" ? [source.dotCodexFolder] : []))
      .reverse(),
    directories: upwards.toReversed(),
  };
}
