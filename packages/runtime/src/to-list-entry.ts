/** Skills as clients read them. */
import type { SkillsListEntry } from "@codex-ts/protocol";
import type { LoadedSkills, Skill } from "@codex-ts/skills";

/** The entry of one working directory, with the skills that are switched off among the others. */
export function toListEntry(
  cwd: string,
  {
    skills,
    errors,
    disabledPaths,
  }: Pick<LoadedSkills, "skills" | "errors"> & { readonly disabledPaths: ReadonlySet<string> },
): SkillsListEntry {
  return {
    cwd,
    skills: skills.map((skill) => toMetadata(skill, !disabledPaths.has(skill.path))),
    errors: errors.map(({ path, message }) => ({ path, message })),
  };
}

function toMetadata(skill: Skill, enabled: boolean): SkillsListEntry["skills"][number] {
  const { name, description, shortDescription, toolDependencies, path, scope } = skill;
  return {
    name,
    description,
    ...(shortDescription === undefined ? {} : { short_description: shortDescription }),
    ...(skill.interface ? { interface: toInterface(skill.interface) } : {}),
    ...(toolDependencies.length > 0 ? { dependencies: { tools: [...toolDependencies] } } : {}),
    path,
    scope,
    enabled,
  };
}

function toInterface(shown: NonNullable<Skill["interface"]>) {
  return {
    display_name: shown.displayName ?? null,
    short_description: shown.shortDescription ?? null,
    icon_small: shown.iconSmall ?? null,
    icon_large: shown.iconLarge ?? null,
    brand_color: shown.brandColor ?? null,
    default_prompt: shown.defaultPrompt ?? null,
  };
}
