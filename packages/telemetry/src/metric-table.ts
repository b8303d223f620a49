/** The metrics of Codex 0.99.0 with the tags that each has besides those of all. */

/** Things that are counted. */
export interface CounterTable {
  readonly "codex.api_request": "status" | "success";
  readonly "codex.approval.requested": "tool" | "approved";
  readonly "codex.conversation.turn.count": never;
  readonly "codex.feature.state": "feature" | "value";
  readonly "codex.mcp.call": "status";
  readonly "codex.model_warning": never;
  readonly "codex.shell_snapshot": "success";
  readonly "codex.skill.injected": "status" | "skill";
  readonly "codex.sse_event": "kind" | "success";
  readonly "codex.task.compact": "type";
  readonly "codex.task.review": never;
  readonly "codex.task.undo": never;
  readonly "codex.task.user_shell": never;
  readonly "codex.thread.fork": "source";
  readonly "codex.thread.rename": never;
  readonly "codex.thread.started": "is_git";
  readonly "codex.tool.call": "tool" | "success" | "sandbox" | "sandbox_policy";
  readonly "codex.transport.fallback_to_http": "from_wire_api";
  readonly "codex.websocket.event": "kind" | "success";
  readonly "codex.websocket.request": "success";
}

/** Things that take time; histograms of whole milliseconds. */
export interface DurationTable {
  readonly "codex.api_request.duration_ms": "status" | "success";
  readonly "codex.cloud_requirements.fetch.duration_ms": never;
  readonly "codex.remote_models.fetch_update.duration_ms": never;
  readonly "codex.remote_models.load_cache.duration_ms": never;
  readonly "codex.shell_snapshot.duration_ms": "success";
  readonly "codex.sse_event.duration_ms": "kind" | "success";
  readonly "codex.tool.call.duration_ms": "tool" | "success" | "sandbox" | "sandbox_policy";
  readonly "codex.turn.e2e_duration_ms": never;
  readonly "codex.websocket.event.duration_ms": "kind" | "success";
  readonly "codex.websocket.request.duration_ms": "success";
}

/** The values of the tags that are named. */
export type Tags<Names extends string> = { readonly [Name in Names]: string | boolean | number };
