/** The envelopes: JSON-RPC 2.0 without the `jsonrpc` member, one object a line. */
import * as z from "zod/mini";
import { Int64 } from "../numbers.ts";
import { RequestId } from "../request-id.ts";

export const JSONRPCRequest = z.object({
  id: RequestId,
  method: z.string(),
  params: z.optional(z.unknown()),
});
/** A call that wants an answer. */
export type JSONRPCRequest = z.infer<typeof JSONRPCRequest>;

export const JSONRPCNotification = z.object({ method: z.string(), params: z.optional(z.unknown()) });
/** A message that wants none. */
export type JSONRPCNotification = z.infer<typeof JSONRPCNotification>;

export const JSONRPCResponse = z.object({ id: RequestId, result: z.unknown() });
/** A good answer. */
export type JSONRPCResponse = z.infer<typeof JSONRPCResponse>;

export const JSONRPCErrorError = z.object({
  code: Int64,
  message: z.string(),
  data: z.optional(z.unknown()),
});
/** What went wrong. */
export type JSONRPCErrorError = z.infer<typeof JSONRPCErrorError>;

export const JSONRPCError = z.object({ id: RequestId, error: JSONRPCErrorError });
/** A refusal. */
export type JSONRPCError = z.infer<typeof JSONRPCError>;

export const JSONRPCMessage = z.union([JSONRPCRequest, JSONRPCNotification, JSONRPCResponse, JSONRPCError]);
/** Any line. */
export type JSONRPCMessage = z.infer<typeof JSONRPCMessage>;
