/**
 * The types of what the server asks in the newer protocol. They belong to v2, but their JSON Schemas stand
 * outside of its name space.
 */
import * as approvalRequests from "../app-server/v2/approval-requests.ts";
import * as toolRequests from "../app-server/v2/tool-requests.ts";
import { DynamicToolCallOutputContentItem, DynamicToolCallResponse } from "../dynamic-tool.ts";
import { isSchema, type Schema } from "./schema-types.ts";

/** By published name. */
export const serverRequestTypes: ReadonlyMap<string, Schema> = new Map(
  [approvalRequests, toolRequests, { DynamicToolCallOutputContentItem, DynamicToolCallResponse }]
    .flatMap((module) => Object.entries(module))
    .filter((entry): entry is [string, Schema] => isSchema(entry[1])),
);
