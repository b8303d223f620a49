/** What a user hands to a turn. */
import * as z from "zod/mini";
import { Uint } from "./numbers.ts";

export const ByteRange = z.object({ start: Uint, end: Uint });
/** A range of UTF-8 bytes; the end is exclusive. */
export type ByteRange = z.infer<typeof ByteRange>;

export const TextElement = z.object({
  /** In the UTF-8 bytes of the text. */
  byte_range: ByteRange,
  placeholder: z.optional(z.nullable(z.string())),
});
/** A span of the text that a front end draws specially (an attached image, a large paste). */
export type TextElement = z.infer<typeof TextElement>;

export const UserInput = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("text"),
    text: z.string(),
    text_elements: z._default(z.array(TextElement), []),
  }),
  z.object({ type: z.literal("image"), image_url: z.string() }),
  z.object({ type: z.literal("local_image"), path: z.string() }),
  z.object({ type: z.literal("skill"), name: z.string(), path: z.string() }),
  z.object({ type: z.literal("mention"), name: z.string(), path: z.string() }),
]);
/** One piece of user input. */
export type UserInput = z.infer<typeof UserInput>;
