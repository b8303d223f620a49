/** The log events of Codex 0.99.0, with their attributes; names and forms are its own, so that dashboards fit. */

/**
 * How an attribute is written. `decimal` and `flag` are a number and a boolean written as text, as 0.99.0 does;
 * `prompt` is text that leaves the machine only when the user allows it. A `?` marks what may be missing.
 */
export type AttributeForm = "text" | "decimal" | "flag" | "int" | "prompt";

/** Attributes of each event, besides those that all events share. */
export const eventTable = {
  "codex.conversation_starts": {
    provider_name: "text",
    reasoning_effort: "text?",
    reasoning_summary: "text",
    context_window: "int?",
    auto_compact_token_limit: "int?",
    approval_policy: "text",
    sandbox_policy: "text",
    mcp_servers: "text",
    active_profile: "text?",
  },
  "codex.api_request": {
    duration_ms: "decimal",
    "http.response.status_code": "int?",
    "error.message": "text?",
    attempt: "int",
  },
  "codex.websocket_request": { duration_ms: "decimal", success: "flag", "error.message": "text?" },
  "codex.websocket_event": {
    "event.kind": "text?",
    duration_ms: "decimal",
    success: "flag",
    "error.message": "text?",
  },
  "codex.sse_event": {
    "event.kind": "text?",
    duration_ms: "decimal?",
    "error.message": "text?",
    input_token_count: "decimal?",
    output_token_count: "decimal?",
    cached_token_count: "int?",
    reasoning_token_count: "int?",
    tool_token_count: "decimal?",
  },
  "codex.user_prompt": { prompt_length: "decimal", prompt: "prompt" },
  "codex.tool_decision": { tool_name: "text", call_id: "text", decision: "text", source: "text" },
  "codex.tool_result": {
    tool_name: "text",
    call_id: "text",
    arguments: "text",
    duration_ms: "decimal",
    success: "flag",
    output: "text",
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, AttributeForm | `${AttributeForm}?`>>>>;

/** The name of an event. */
export type EventName = keyof typeof eventTable;

interface FormValues {
  readonly text: string;
  readonly decimal: number;
  readonly flag: boolean;
  readonly int: number;
  readonly prompt: string;
}

type ValueOf<Form> = Form extends `${infer Plain}?`
  ? Plain extends AttributeForm
    ? FormValues[Plain] | undefined
    : never
  : Form extends AttributeForm
    ? FormValues[Form]
    : never;

type OptionalKeys<Forms> = {
  [Key in keyof Forms]: Forms[Key] extends `${AttributeForm}?` ? Key : never;
}[keyof Forms];

type AttributesOf<Forms> = {
  readonly [Key in Exclude<keyof Forms, OptionalKeys<Forms>>]: ValueOf<Forms[Key]>;
} & { readonly [Key in OptionalKeys<Forms>]?: ValueOf<Forms[Key]> };

/** What an event is told with. */
export type EventAttributes<Name extends EventName> = AttributesOf<(typeof eventTable)[Name]>;
