/** How long outputs are cut. */
import * as z from "zod/mini";

export const TruncationPolicy = z.object({ mode: z.enum(["bytes", "tokens"]), limit: z.number() });
/** How much of a tool's output the model is shown; one token counts as four bytes. */
export type TruncationPolicy = z.infer<typeof TruncationPolicy>;
