/** User input between the core's spelling and the app-server's. */
import type { UserInput as CoreUserInput } from "../../user-input.ts";
import type { UserInput } from "./user-input.ts";

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
