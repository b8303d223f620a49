/** The handshake. */
import * as z from "zod/mini";
import { OffByDefault } from "../off-by-default.ts";

export const ClientInfo = z.object({ name: z.string(), version: z.string(), title: z.nullish(z.string()) });
/** Who is calling; `name` becomes the originator of model requests. */
export type ClientInfo = z.infer<typeof ClientInfo>;

export const InitializeCapabilities = z.object({
  /** True: experimental methods and fields are allowed. */
  experimentalApi: OffByDefault,
  /** Notifications that are not to be sent, by exact method. */
  optOutNotificationMethods: z.nullish(z.array(z.string())),
});
/** What the client understands. */
export type InitializeCapabilities = z.infer<typeof InitializeCapabilities>;

export const InitializeParams = z.object({
  clientInfo: ClientInfo,
  capabilities: z.nullish(InitializeCapabilities),
});
/** Parameters of `initialize`. */
export type InitializeParams = z.infer<typeof InitializeParams>;

export const InitializeResponse = z.object({ userAgent: z.string() });
/** Answer of `initialize`. */
export type InitializeResponse = z.infer<typeof InitializeResponse>;
