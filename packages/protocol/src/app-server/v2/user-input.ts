/** User input in the app-server's spelling. */
import * as z from "zod/mini";
import type { UserInput as CoreUserInput } from "../../user-input.ts";
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

/** The core's spelling of a client's input. */
export function toCoreUserInput(input: UserInput): CoreUserInput {
  switch (input.type) {
    case "text":
      return {
        type: "text",
        text: input.text,
        text_elements: input.text_elements.map(({ byteRange, placeholder }) => ({
          byte_range: byteRange,
          ...(placeholder === undefined ? {} : { placeholder }),
        })),
      };
    case "image":
      return { type: "image", image_url: input.url };
    case "localImage":
      return { type: "local_image", path: input.path };
    case "skill":
    case "mention":
      return input;
  }
}

/** The client's spelling of core input. */
export function fromCoreUserInput(input: CoreUserInput): UserInput {
  switch (input.type) {
    case "text":
      return {
        type: "text",
        text: input.text,
        text_elements: input.text_elements.map(({ byte_range, placeholder }) => ({
          byteRange: byte_range,
          placeholder: placeholder ?? null,
        })),
      };
    case "image":
      return { type: "image", url: input.image_url };
    case "local_image":
      return { type: "localImage", path: input.path };
    case "skill":
    case "mention":
      return input;
  }
}
