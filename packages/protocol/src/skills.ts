/** Skills as sessions tell of them (snake_case on the wire). */
import * as z from "zod/mini";

export const SkillScope = z.enum(["user", "repo", "system", "admin"]);
/** Whose skill it is. */
export type SkillScope = z.infer<typeof SkillScope>;

export const SkillInterface = z.object({
  display_name: z.nullish(z.string()),
  short_description: z.nullish(z.string()),
  icon_small: z.nullish(z.string()),
  icon_large: z.nullish(z.string()),
  brand_color: z.nullish(z.string()),
  default_prompt: z.nullish(z.string()),
});
/** How a front end shows a skill. */
export type SkillInterface = z.infer<typeof SkillInterface>;

export const SkillToolDependency = z.object({
  type: z.string(),
  value: z.string(),
  description: z.nullish(z.string()),
  transport: z.nullish(z.string()),
  command: z.nullish(z.string()),
  url: z.nullish(z.string()),
});
/** A tool that a skill needs, an MCP server for example. */
export type SkillToolDependency = z.infer<typeof SkillToolDependency>;

export const SkillDependencies = z.object({ tools: z.array(SkillToolDependency) });
/** What a skill needs to work. */
export type SkillDependencies = z.infer<typeof SkillDependencies>;

export const SkillMetadata = z.object({
  name: z.string(),
  description: z.string(),
  short_description: z.nullish(z.string()),
  interface: z.nullish(SkillInterface),
  dependencies: z.nullish(SkillDependencies),
  /** Of its SKILL.md. */
  path: z.string(),
  scope: SkillScope,
  enabled: z.boolean(),
});
/** One skill. */
export type SkillMetadata = z.infer<typeof SkillMetadata>;

export const SkillErrorInfo = z.object({ path: z.string(), message: z.string() });
/** A skill that could not be read. */
export type SkillErrorInfo = z.infer<typeof SkillErrorInfo>;

export const SkillsListEntry = z.object({
  cwd: z.string(),
  skills: z.array(SkillMetadata),
  errors: z.array(SkillErrorInfo),
});
/** The skills of one working directory. */
export type SkillsListEntry = z.infer<typeof SkillsListEntry>;

export const RemoteSkillSummary = z.object({ id: z.string(), name: z.string(), description: z.string() });
/** A skill that can be downloaded. */
export type RemoteSkillSummary = z.infer<typeof RemoteSkillSummary>;
