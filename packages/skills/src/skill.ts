/** The shapes of this package. */

/** Where a skill comes from: the project, the user, the program, the machine's administrator. */
export type SkillScope = "repo" | "user" | "system" | "admin";

/** How front ends show a skill. Absent fields were not given or not valid. */
export interface SkillInterface {
  readonly displayName?: string;
  readonly shortDescription?: string;
  /** Absolute path below the skill's `assets` folder. */
  readonly iconSmall?: string;
  readonly iconLarge?: string;
  /** `#RRGGBB`. */
  readonly brandColor?: string;
  readonly defaultPrompt?: string;
}

/** A tool that a skill needs: an MCP server (`mcp`) or an environment variable (`env_var`). */
export interface SkillToolDependency {
  readonly type: string;
  readonly value: string;
  readonly description?: string;
  readonly transport?: string;
  readonly command?: string;
  readonly url?: string;
}

/** What `agents/openai.yaml` adds to a skill. */
export interface SkillMetadata {
  readonly interface: SkillInterface | undefined;
  readonly toolDependencies: readonly SkillToolDependency[];
  /** False when only the user may call the skill. */
  readonly allowsImplicitInvocation: boolean;
}

/** A skill that was read without error. */
export interface Skill extends SkillMetadata {
  readonly name: string;
  readonly description: string;
  /** From the front matter's `metadata`. */
  readonly shortDescription: string | undefined;
  /** Canonical path of its `SKILL.md`. */
  readonly path: string;
  readonly scope: SkillScope;
}

/** Why a file or folder gave no skill. */
export interface SkillError {
  readonly path: string;
  readonly message: string;
}
