/** Turns of the older protocol. */
import * as z from "zod/mini";
import { TurnAbortReason } from "../../event/turn-events.ts";
import { ThreadId } from "../../ids.ts";
import { Uint } from "../../numbers.ts";
import { ReasoningEffort, ReasoningSummary } from "../../settings/model-settings.ts";
import { ApprovalPolicy } from "../../settings/policies.ts";
import { SandboxPolicy } from "../../settings/sandbox-policy.ts";

export const V1ByteRange = z.object({ start: Uint, end: Uint });
/** A range in the UTF-8 bytes of the text. */
export type V1ByteRange = z.infer<typeof V1ByteRange>;

export const V1TextElement = z.object({ byteRange: V1ByteRange, placeholder: z.nullish(z.string()) });
/** A span of the text that a front end draws specially. */
export type V1TextElement = z.infer<typeof V1TextElement>;

export const InputItem = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("text"),
    data: z.object({ text: z.string(), text_elements: z._default(z.array(V1TextElement), []) }),
  }),
  z.object({ type: z.literal("image"), data: z.object({ image_url: z.string() }) }),
  z.object({ type: z.literal("localImage"), data: z.object({ path: z.string() }) }),
]);
/** One piece of user input, with its content under `data`. */
export type InputItem = z.infer<typeof InputItem>;

export const SendUserMessageParams = z.object({ conversationId: ThreadId, items: z.array(InputItem) });
/** Parameters of `sendUserMessage`. */
export type SendUserMessageParams = z.infer<typeof SendUserMessageParams>;

export const SendUserMessageResponse = z.object({});
/** Answer of `sendUserMessage`: success, and nothing to say about it. */
export type SendUserMessageResponse = z.infer<typeof SendUserMessageResponse>;

export const SendUserTurnParams = z.object({
  conversationId: ThreadId,
  cwd: z.string(),
  approvalPolicy: ApprovalPolicy,
  items: z.array(InputItem),
  model: z.string(),
  sandboxPolicy: SandboxPolicy,
  summary: ReasoningSummary,
  effort: z.nullish(ReasoningEffort),
  outputSchema: z.optional(z.unknown()),
});
/** Parameters of `sendUserTurn`. A message with all settings of the turn. */
export type SendUserTurnParams = z.infer<typeof SendUserTurnParams>;

export const SendUserTurnResponse = z.object({});
/** Answer of `sendUserTurn`: success, and nothing to say about it. */
export type SendUserTurnResponse = z.infer<typeof SendUserTurnResponse>;

export const InterruptConversationParams = z.object({ conversationId: ThreadId });
/** Parameters of `interruptConversation`. */
export type InterruptConversationParams = z.infer<typeof InterruptConversationParams>;

export const InterruptConversationResponse = z.object({ abortReason: TurnAbortReason });
/** Answer of `interruptConversation`. */
export type InterruptConversationResponse = z.infer<typeof InterruptConversationResponse>;
