/** User input in the app-server's spelling. */
import * as z from "zod/mini";
import { ByteRange } from "../../user-input.ts";

export const TextElement = z.object({
  /** In the UTF-8 bytes of the text. */
  byteRange: ByteRange,
  placeholder: z.nullish(z.string()),
});
/** A span of the text that a front end draws specially. */
export type TextElement = z.infer<typeof TextElement>;

export const UserInput = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("text"),
    text: z.string(),
    text_elements: z._default(z.array(TextElement), []),
  }),
  z.object({ type: z.literal("image"), url: z.string() }),
  z.object({ type: z.literal("localImage"), path: z.string() }),
  z.object({ type: z.literal("skill"), name: z.string(), path: z.string() }),
  z.object({ type: z.literal("mention"), name: z.string(), path: z.string() }),
]);
/** One piece of user input. */
export type UserInput = z.infer<typeof UserInput>;
