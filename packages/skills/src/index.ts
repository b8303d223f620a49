export { type InstallOutcome, installSystemSkills } from "./install-system-skills.ts";
export { type LoadedSkills, loadSkills } from "./load-skills.ts";
export { type MentionOptions, mayMentionSkills, mentionedSkills } from "./mentions.ts";
export { readSkillBodies, type SkillBodies, type SkillBody } from "./read-skill-bodies.ts";
export type {
  Skill,
  SkillInterface,
  SkillMetadata,
  SkillScope,
  SkillToolDependency,
} from "./skill.ts";
export { disabledSkillPaths, type SkillConfigEntry } from "./skill-config.ts";
export {
  type SkillRoot,
  type SkillRootOptions,
  skillRoots,
  type TrustedProject,
} from "./skill-roots.ts";
export { skillsSection } from "./skills-section.ts";
