/** Turns: what the user asks and how it ended. */
import * as z from "zod/mini";
import { CodexErrorInfo } from "./error-info.ts";
import { ThreadItem } from "./thread-item.ts";

export const TurnStatus = z.enum(["completed", "interrupted", "failed", "inProgress"]);
/** How far a turn has come. */
export type TurnStatus = z.infer<typeof TurnStatus>;

export const TurnError = z.object({
  message: z.string(),
  /** Only for stream errors: what the transport said. */
  additionalDetails: z.nullable(z.string()),
  codexErrorInfo: z.nullable(CodexErrorInfo),
});
/** Why a turn failed, or why a stream is being retried. */
export type TurnError = z.infer<typeof TurnError>;

export const Turn = z.object({
  id: z.string(),
  status: TurnStatus,
  /** Filled where a call says so; empty in notifications. */
  items: z.array(ThreadItem),
  /** Only when the status is `failed`. */
  error: z.nullable(TurnError),
});
/** One turn. */
export type Turn = z.infer<typeof Turn>;
