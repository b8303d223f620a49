export { TestSupportError, type TestSupportErrorCode } from "./errors.ts";
export { type LeakGuard, type LeakGuardOptions, leakGuard } from "./leak-guard.ts";
export { type McpProgramMood, mcpProgram } from "./mcp-program/mcp-program.ts";
export { normalise, type Replacements } from "./normalise.ts";
export { type OtlpAnswer, type OtlpReceiver, otlpReceiver } from "./otlp-receiver/otlp-receiver.ts";
export { readResource } from "./otlp-receiver/read-telemetry.ts";
export {
  type Program,
  type ProgramOptions,
  type ProgramResult,
  runProgram,
  startProgram,
} from "./run-program.ts";
export type { CapturedRequest, WireRequest } from "./scripted-model/captured-request.ts";
export {
  type ChatCallPiece,
  type ChatChunk,
  chatCall,
  chatDelta,
  chatEnd,
  chatReply,
  chatStream,
} from "./scripted-model/chat-reply.ts";
export { unreachableBaseUrl } from "./scripted-model/http-transport.ts";
export {
  completed,
  created,
  failed,
  type ModelEvent,
  type OtherEvent,
  reasoningSummaryDelta,
  reasoningSummaryPart,
  reasoningTextDelta,
  type ScriptedUsage,
  textDelta,
} from "./scripted-model/model-event.ts";
export {
  binaryFrame,
  compacted,
  cutAfter,
  dripped,
  drop,
  failedResponse,
  hang,
  holdUntil,
  type ModelReply,
  ping,
  raw,
  reply,
  replyWith,
  resetAfter,
  type StatusReply,
  type StreamPart,
  type StreamReply,
  say,
  stallAfter,
  status,
  stream,
} from "./scripted-model/model-reply.ts";
export {
  callTool,
  customCall,
  functionCall,
  itemAdded,
  itemDone,
  localShellCall,
  message,
  type OutputItemDone,
  reasoning,
  webSearch,
} from "./scripted-model/output-item.ts";
export type { Replies, ReplySource } from "./scripted-model/script.ts";
export {
  type ScriptedModel,
  type ScriptedModelOptions,
  scriptedModel,
} from "./scripted-model/scripted-model.ts";
export type { HandshakeReply, Handshakes } from "./scripted-model/websocket-transport.ts";
export { type TempDir, tempDir } from "./temp-dir.ts";
export { type TempHome, type TempHomeOptions, tempHome } from "./temp-home.ts";
export { type Files, type TempRepo, tempRepo } from "./temp-repo.ts";
export { connectWire, type WireClient, type WireLine } from "./wire-client.ts";
