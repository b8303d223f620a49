/** The models that a user can pick, and the modes to work in. */
import * as z from "zod/mini";
import { Uint32 } from "../../numbers.ts";
import { ModeKind } from "../../settings/mode-kind.ts";
import { ReasoningEffort } from "../../settings/model-settings.ts";

const page = { cursor: z.nullish(z.string()), limit: z.nullish(Uint32) };

export const InputModality = z.enum(["text", "image"]);
/** What a model can be shown. */
export type InputModality = z.infer<typeof InputModality>;

export const ReasoningEffortOption = z.object({ description: z.string(), reasoningEffort: ReasoningEffort });
/** One effort that a model offers. */
export type ReasoningEffortOption = z.infer<typeof ReasoningEffortOption>;

export const Model = z.object({
  /** Stable name of the entry. */
  id: z.string(),
  defaultReasoningEffort: ReasoningEffort,
  description: z.string(),
  displayName: z.string(),
  isDefault: z.boolean(),
  /** What requests call it. */
  model: z.string(),
  supportedReasoningEfforts: z.array(ReasoningEffortOption),
  inputModalities: z._default(z.array(InputModality), ["text", "image"]),
  supportsPersonality: z._default(z.boolean(), false),
  /** The model that replaces this one. */
  upgrade: z.nullable(z.string()),
});
/** A model of the picker. */
export type Model = z.infer<typeof Model>;

export const ModelListParams = z.object({ ...page });
/** Parameters of `model/list`. */
export type ModelListParams = z.infer<typeof ModelListParams>;

export const ModelListResponse = z.object({ data: z.array(Model), nextCursor: z.nullable(z.string()) });
/** Answer of `model/list`. */
export type ModelListResponse = z.infer<typeof ModelListResponse>;

export const CollaborationModeMask = z.object({
  name: z.string(),
  developer_instructions: z.nullable(z.string()),
  mode: z.nullable(ModeKind),
  model: z.nullable(z.string()),
  reasoning_effort: z.nullable(ReasoningEffort),
});
/** A mode as a set of changes to the current settings; null leaves a setting alone. */
export type CollaborationModeMask = z.infer<typeof CollaborationModeMask>;

export const CollaborationModeListParams = z.object({});
/** Parameters of `collaborationMode/list`. */
export type CollaborationModeListParams = z.infer<typeof CollaborationModeListParams>;

export const CollaborationModeListResponse = z.object({ data: z.array(CollaborationModeMask) });
/** Answer of `collaborationMode/list`. */
export type CollaborationModeListResponse = z.infer<typeof CollaborationModeListResponse>;
