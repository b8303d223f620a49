/** `getUserAgent` (v1): how the client's requests are signed. */
import type { MethodHandler } from "../method-context.ts";

/** Answers what `initialize` answered. */
export const getUserAgent: MethodHandler<"getUserAgent"> = async ({ runtime, client }) => ({
  userAgent: runtime.userAgentOf(client),
});
