/** The server's own name. */
import * as z from "zod/mini";

export const GetUserAgentResponse = z.object({ userAgent: z.string() });
/** Answer of `getUserAgent`. */
export type GetUserAgentResponse = z.infer<typeof GetUserAgentResponse>;
