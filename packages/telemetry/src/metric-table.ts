/** The metrics of Codex 0.99.0 with their tags, besides those that all share. */

/** Things that are counted. */
export const counterTable = {
  "codex.api_request": ["status", "success"],
  "codex.approval.requested": ["tool", "approved"],
  "codex.conversation.turn.count": [],
  "codex.feature.state": ["feature", "value"],
  "codex.mcp.call": ["status"],
  "codex.model_warning": [],
  "codex.shell_snapshot": ["success"],
  "codex.skill.injected": ["status", "skill"],
  "codex.sse_event": ["kind", "success"],
  "codex.task.compact": ["type"],
  "codex.task.review": [],
  "codex.task.undo": [],
  "codex.task.user_shell": [],
  "codex.thread.fork": ["source"],
  "codex.thread.rename": [],
  "codex.thread.started": ["is_git"],
  "codex.tool.call": ["tool", "success", "sandbox", "sandbox_policy"],
  "codex.transport.fallback_to_http": ["from_wire_api"],
  "codex.websocket.event": ["kind", "success"],
  "codex.websocket.request": ["success"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Things that take time; histograms in milliseconds. */
export const durationTable = {
  "codex.api_request.duration_ms": ["status", "success"],
  "codex.cloud_requirements.fetch.duration_ms": [],
  "codex.remote_models.fetch_update.duration_ms": [],
  "codex.remote_models.load_cache.duration_ms": [],
  "codex.shell_snapshot.duration_ms": ["success"],
  "codex.sse_event.duration_ms": ["kind", "success"],
  "codex.tool.call.duration_ms": ["tool", "success", "sandbox", "sandbox_policy"],
  "codex.turn.e2e_duration_ms": [],
  "codex.websocket.event.duration_ms": ["kind", "success"],
  "codex.websocket.request.duration_ms": ["success"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The name of a counter. */
export type CounterName = keyof typeof counterTable;

/** The name of a histogram of milliseconds. */
export type DurationName = keyof typeof durationTable;

type TagsFrom<Names extends readonly string[]> = {
  readonly [Name in Names[number]]: string | boolean | number;
};

/** The tags that a counter is told with. */
export type CounterTags<Name extends CounterName> = TagsFrom<(typeof counterTable)[Name]>;

/** The tags that a duration is told with. */
export type DurationTags<Name extends DurationName> = TagsFrom<(typeof durationTable)[Name]>;
