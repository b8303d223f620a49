/**
 * What this program adds to the protocol of Codex 0.99.0, under the names that later releases use.
 * The published schemas describe 0.99.0 and leave it out.
 */
import { ElicitationRequest } from "../event/mcp-events.ts";
import { WarningNotification } from "./v2/notices.ts";
import { ThreadShellCommandParams, ThreadShellCommandResponse } from "./v2/thread-changes.ts";
import { CommandExecution } from "./v2/thread-item.ts";
import { ThreadListParams } from "./v2/thread-list.ts";

/** Methods that 0.99.0 does not serve, with what they carry. */
export const addedMethods: ReadonlyMap<string, readonly object[]> = new Map([
  ["thread/shellCommand", [ThreadShellCommandParams, ThreadShellCommandResponse]],
  // An older name of `config/mcpServer/reload`.
  ["mcpServer/refresh", []],
]);

/** Params of the notifications that 0.99.0 does not send. */
export const addedNotificationParams: readonly object[] = [WarningNotification];

/** Members that 0.99.0 does not know. */
export const addedFields: readonly (readonly [schema: object, fields: readonly string[]])[] = [
  [ThreadListParams, ["cwd", "name"]],
  [CommandExecution, ["source"]],
  [ElicitationRequest, ["requested_schema"]],
];

/** Schemas with a name of our own: 0.99.0 publishes them only as a part of others. */
export const unnamedTypes: readonly object[] = [CommandExecution, ElicitationRequest];
