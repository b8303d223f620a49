/** Skills: listing, switching on and off, fetching. */
import * as z from "zod/mini";
import { RemoteSkillSummary, SkillDependencies, SkillErrorInfo, SkillScope } from "../../skills.ts";

export const SkillsListExtraRootsForCwd = z.object({
  cwd: z.string(),
  /** Absolute. */
  extraUserRoots: z.array(z.string()),
});
/** More folders to look into, for one working directory. */
export type SkillsListExtraRootsForCwd = z.infer<typeof SkillsListExtraRootsForCwd>;

export const SkillsListParams = z.object({
  /** Empty: the server's own working directory. */
  cwds: z.optional(z.array(z.string())),
  /** Read the folders again instead of answering from memory. */
  forceReload: z.optional(z.boolean()),
  perCwdExtraUserRoots: z.nullish(z.array(SkillsListExtraRootsForCwd)),
});
/** Parameters of `skills/list`. */
export type SkillsListParams = z.infer<typeof SkillsListParams>;

export const SkillInterface = z.object({
  brandColor: z.nullable(z.string()),
  defaultPrompt: z.nullable(z.string()),
  displayName: z.nullable(z.string()),
  iconLarge: z.nullable(z.string()),
  iconSmall: z.nullable(z.string()),
  shortDescription: z.nullable(z.string()),
});
/** How a front end shows a skill. */
export type SkillInterface = z.infer<typeof SkillInterface>;

export const SkillMetadata = z.object({
  name: z.string(),
  /** Of its SKILL.md. */
  path: z.string(),
  description: z.string(),
  enabled: z.boolean(),
  scope: SkillScope,
  dependencies: z.nullish(SkillDependencies),
  interface: z.nullish(SkillInterface),
  shortDescription: z.nullish(z.string()),
});
/** One skill. */
export type SkillMetadata = z.infer<typeof SkillMetadata>;

export const SkillsListEntry = z.object({
  cwd: z.string(),
  errors: z.array(SkillErrorInfo),
  skills: z.array(SkillMetadata),
});
/** The skills of one working directory. */
export type SkillsListEntry = z.infer<typeof SkillsListEntry>;

export const SkillsListResponse = z.object({ data: z.array(SkillsListEntry) });
/** Answer of `skills/list`: one entry for each working directory. */
export type SkillsListResponse = z.infer<typeof SkillsListResponse>;

export const SkillsRemoteReadParams = z.object({});
/** Parameters of `skills/remote/read`. */
export type SkillsRemoteReadParams = z.infer<typeof SkillsRemoteReadParams>;

export const SkillsRemoteReadResponse = z.object({ data: z.array(RemoteSkillSummary) });
/** Answer of `skills/remote/read`. */
export type SkillsRemoteReadResponse = z.infer<typeof SkillsRemoteReadResponse>;

export const SkillsRemoteWriteParams = z.object({ hazelnutId: z.string(), isPreload: z.boolean() });
/** Parameters of `skills/remote/write`. */
export type SkillsRemoteWriteParams = z.infer<typeof SkillsRemoteWriteParams>;

export const SkillsRemoteWriteResponse = z.object({ id: z.string(), name: z.string(), path: z.string() });
/** Answer of `skills/remote/write`: where the skill was stored. */
export type SkillsRemoteWriteResponse = z.infer<typeof SkillsRemoteWriteResponse>;

export const SkillsConfigWriteParams = z.object({ path: z.string(), enabled: z.boolean() });
/** Parameters of `skills/config/write`. */
export type SkillsConfigWriteParams = z.infer<typeof SkillsConfigWriteParams>;

export const SkillsConfigWriteResponse = z.object({ effectiveEnabled: z.boolean() });
/** Answer of `skills/config/write`: what is in force now. */
export type SkillsConfigWriteResponse = z.infer<typeof SkillsConfigWriteResponse>;
