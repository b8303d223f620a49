/** What only the client of a thread can answer, besides approvals. */
import type {
  CallId,
  DynamicToolCallResponse,
  RequestUserInputQuestion,
  RequestUserInputResponse,
} from "@codex-ts/protocol";

/**
 * Each call announces one request event and resolves with the client's answer; undefined when the turn is
 * stopped first. It never rejects.
 */
export interface ClientRequests {
  /** Asks the user. A turn has one open question; a later one takes its place. */
  askUser(
    callId: CallId,
    questions: readonly RequestUserInputQuestion[],
    signal: AbortSignal,
  ): Promise<RequestUserInputResponse | undefined>;
  /** Has the client run one of its own tools. */
  callTool(
    callId: CallId,
    call: { readonly tool: string; readonly arguments: unknown },
    signal: AbortSignal,
  ): Promise<DynamicToolCallResponse | undefined>;
}
