/** The part of the user instructions that tells the model which skills there are. */
import { prompts } from "./generated/prompts.ts";
import type { Skill } from "./skill.ts";

/**
 * Lists the skills that are on and that the model may choose by itself; undefined when there are none.
 * The headings and the form of the lines are what other programs look for.
 */
export function skillsSection(
  skills: readonly Skill[],
  disabledPaths: ReadonlySet<string>,
): string | undefined {
  const listed = skills.filter((skill) => skill.allowsImplicitInvocation && !disabledPaths.has(skill.path));
  if (listed.length === 0) return undefined;
  return [
    "## Skills",
    prompts["section-intro"],
    "### Available skills",
    ...listed.map(
      ({ name, description, path }) => `- ${name}: ${description} (file: ${path.replaceAll("\\", "/")})`,
    ),
    "### How to use skills",
    prompts["section-guidance"],
  ].join("\n");
}
