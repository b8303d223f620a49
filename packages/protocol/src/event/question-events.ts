/** Events that ask somebody outside: the user, or the client that runs a tool. */
import * as z from "zod/mini";
import { RequestUserInputQuestion } from "../user-questions.ts";

export const questionEvents = [
  z.object({
    type: z.literal("request_user_input"),
    call_id: z.string(),
    turn_id: z._default(z.string(), ""),
    questions: z.array(RequestUserInputQuestion),
  }),
  // The one event in camelCase.
  z.object({
    type: z.literal("dynamic_tool_call_request"),
    callId: z.string(),
    turnId: z.string(),
    tool: z.string(),
    arguments: z.unknown(),
  }),
] as const;
