/**
 * Schemas that read more than the published protocol promises, with the promise.
 * Readers are wider on purpose: what other versions wrote must survive.
 */
import * as z from "zod/mini";
import { PlanName, PlanType } from "../account.ts";
import { NoParams } from "../app-server/no-params.ts";
import { EventMsg } from "../event/event-msg.ts";
import { InitialMessage } from "../event/session-events.ts";
import { OffByDefault } from "../off-by-default.ts";
import {
  CompactionItem,
  CustomToolCallItem,
  CustomToolCallOutputItem,
  FunctionCallItem,
  FunctionCallOutputItem,
  GhostCommit,
  GhostSnapshotItem,
  LocalShellCallItem,
  MessageItem,
  ReasoningItem,
  ResponseItem,
  ToolOutput,
  WebSearchAction,
  WebSearchCallItem,
} from "../responses/response-item.ts";
import { ModeKind } from "../settings/mode-kind.ts";
import { definitionOf, type Schema } from "./schema-types.ts";

/** As the schemas describe a tool output. On the wire stands the bare `body`. */
export const FunctionCallOutputPayload = z.object({ body: ToolOutput, success: z.nullish(z.boolean()) });

const PublishedOutputItem = z.object({
  ...FunctionCallOutputItem.shape,
  output: FunctionCallOutputPayload,
});

const PublishedWebSearchAction = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("search"),
    query: z.nullish(z.string()),
    queries: z.nullish(z.array(z.string())),
  }),
  z.object({ type: z.literal("open_page"), url: z.nullish(z.string()) }),
  z.object({
    type: z.literal("find_in_page"),
    url: z.nullish(z.string()),
    pattern: z.nullish(z.string()),
  }),
  z.object({ type: z.literal("other") }),
]);

const PublishedGhostCommit = z.object({
  id: z.string(),
  parent: z.nullish(z.string()),
  preexisting_untracked_files: z.array(z.string()),
  preexisting_untracked_dirs: z.array(z.string()),
});

/** Our readers take null for absent before they look at an item; the published schema shows both. */
function withNulls<Item extends z.ZodMiniObject>(item: Item): Item {
  const members = Object.entries(item.shape).map(([name, member]) => {
    const def = definitionOf(member);
    if (def.type !== "optional" || definitionOf(def.innerType).type === "nullable") return [name, member];
    return [name, z.optional(z.nullable(def.innerType))];
  });
  // The tag, which the union looks for, is not optional and stays as it is.
  return z.object(Object.fromEntries(members)) as z.ZodMiniObject as Item;
}

/** `other` stands for whatever a version does not know. */
const PublishedResponseItem = z.discriminatedUnion("type", [
  withNulls(MessageItem),
  withNulls(z.object({ ...ReasoningItem.shape, id: z.string() })),
  withNulls(LocalShellCallItem),
  withNulls(FunctionCallItem),
  PublishedOutputItem,
  withNulls(CustomToolCallItem),
  CustomToolCallOutputItem,
  withNulls(WebSearchCallItem),
  GhostSnapshotItem,
  z.object({ ...CompactionItem.shape, type: z.literal("compaction") }),
  z.object({ type: z.literal("other") }),
]);

/** By the schema that reads. The form of tool outputs is not that of the wire: see `wireForms`. */
export const publishedForms: ReadonlyMap<Schema, Schema> = new Map<Schema, Schema>([
  [NoParams, z.optional(z.null())],
  [OffByDefault, z._default(z.boolean(), false)],
  [ModeKind, z.enum(["plan", "default"])],
  [PlanName, PlanType],
  [InitialMessage, EventMsg],
  [WebSearchAction, PublishedWebSearchAction],
  [GhostCommit, PublishedGhostCommit],
  [ResponseItem, PublishedResponseItem],
]);

/** The same with tool outputs as they really stand on the wire: what types and rollouts go by. */
export const wireForms: ReadonlyMap<Schema, Schema> = new Map<Schema, Schema>([
  ...publishedForms,
  [FunctionCallOutputPayload, ToolOutput],
]);
