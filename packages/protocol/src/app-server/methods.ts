/** The method table: what a client may call, with params and result. */
import * as z from "zod/mini";
import {
  ThreadListParams,
  ThreadListResponse,
  ThreadResumeParams,
  ThreadStartParams,
  ThreadStartResponse,
  TurnInterruptParams,
  TurnStartParams,
  TurnStartResponse,
} from "./v2/thread.ts";

const empty = z.object({});

export const clientMethods = {
  "thread/start": { params: ThreadStartParams, result: ThreadStartResponse },
  "thread/resume": { params: ThreadResumeParams, result: ThreadStartResponse },
  "thread/list": { params: ThreadListParams, result: ThreadListResponse },
  "thread/backgroundTerminals/clean": { params: z.object({ threadId: z.string() }), result: empty },
  "turn/start": { params: TurnStartParams, result: TurnStartResponse },
  "turn/interrupt": { params: TurnInterruptParams, result: empty },
};

/** A method that clients may call. */
export type ClientMethod = keyof typeof clientMethods;
/** The params of a method. */
export type ClientParams<Method extends ClientMethod> = z.infer<(typeof clientMethods)[Method]["params"]>;
/** The result of a method. */
export type ClientResult<Method extends ClientMethod> = z.infer<(typeof clientMethods)[Method]["result"]>;
