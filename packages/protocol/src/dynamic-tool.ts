/** Tools that a client runs itself (camelCase on the wire, in the core too). */
import * as z from "zod/mini";

export const DynamicToolSpec = z.object({
  name: z.string(),
  description: z.string(),
  /** A JSON Schema. */
  inputSchema: z.unknown(),
});
/** A tool that the client itself runs. */
export type DynamicToolSpec = z.infer<typeof DynamicToolSpec>;

export const DynamicToolCallOutputContentItem = z.discriminatedUnion("type", [
  z.object({ type: z.literal("inputText"), text: z.string() }),
  z.object({ type: z.literal("inputImage"), imageUrl: z.string() }),
]);
/** One part of a tool's output. */
export type DynamicToolCallOutputContentItem = z.infer<typeof DynamicToolCallOutputContentItem>;

export const DynamicToolCallResponse = z.object({
  contentItems: z.array(DynamicToolCallOutputContentItem),
  success: z.boolean(),
});
/** Answer of `item/tool/call`. */
export type DynamicToolCallResponse = z.infer<typeof DynamicToolCallResponse>;
