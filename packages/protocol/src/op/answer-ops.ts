/** Ops that answer what a session asked. */
import * as z from "zod/mini";
import { ReviewDecision } from "../command.ts";
import { DynamicToolCallResponse } from "../dynamic-tool.ts";
import { RequestId } from "../request-id.ts";
import { RequestUserInputResponse } from "../user-questions.ts";

export const answerOps = [
  z.object({
    type: z.literal("exec_approval"),
    /** The call id of the request. */
    id: z.string(),
    turn_id: z.exactOptional(z.string()),
    decision: ReviewDecision,
  }),
  z.object({ type: z.literal("patch_approval"), id: z.string(), decision: ReviewDecision }),
  z.object({
    type: z.literal("resolve_elicitation"),
    server_name: z.string(),
    request_id: RequestId,
    decision: z.enum(["accept", "decline", "cancel"]),
    /** What the user filled in, with `accept`; none is an empty form. */
    content: z.exactOptional(z.record(z.string(), z.unknown())),
  }),
  z.object({
    type: z.literal("user_input_answer"),
    /** The id of the turn, not of the call. */
    id: z.string(),
    response: RequestUserInputResponse,
  }),
  z.object({
    type: z.literal("dynamic_tool_response"),
    /** The id of the call. */
    id: z.string(),
    response: DynamicToolCallResponse,
  }),
] as const;
