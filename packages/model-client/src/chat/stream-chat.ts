/** One prompt over the chat completions API. */
import { parseJsonObject, type ResponseEvent } from "@codex-ts/protocol";
import { STREAM_REASONS, streamError } from "../failures/stream-failure.ts";
import type { Prompt } from "../prompt.ts";
import { headerEvents } from "../response/header-events.ts";
import { headerText } from "../response/header-text.ts";
import type { HttpResponse } from "../transport/http-client.ts";
import { readEvents } from "../transport/read-events.ts";
import { toStreamError } from "../transport/read-response.ts";
import { readText } from "../transport/read-text.ts";
import { releaseBody } from "../transport/release-body.ts";
import { type SendContext, sendRequest } from "../transport/send-request.ts";
import { buildChatBody, freeformTools } from "./chat-body.ts";
import { type ChatDecoder, createChatDecoder } from "./chat-decoder.ts";
import { asChatError } from "./chat-failure.ts";
import type { ReasoningMember } from "./chat-messages.ts";

/** What a thread learns of its server. */
export interface ChatState {
  /** The name under which the server tells reasoning, and gets it back. */
  reasoningMember: ReasoningMember;
}

/** One prompt on its way. */
export interface ChatRequest {
  readonly prompt: Prompt;
  readonly threadId: string;
  readonly state: ChatState;
}

/** Sends at the first read. Yields and fails like every transport. */
export async function* streamChat(
  context: SendContext,
  { prompt, threadId, state }: ChatRequest,
  signal: AbortSignal,
): AsyncGenerator<ResponseEvent, void, undefined> {
  const bytes = Buffer.from(JSON.stringify(buildChatBody(prompt, state.reasoningMember)));
  const stream = { threadId, betaFeatures: [], turnState: undefined, turnMetadata: undefined };
  const encode = async () => ({ bytes, isCompressed: false });
  const response = await sendRequest(context, { path: "chat/completions", encode, stream }, signal).catch(
    (error: unknown) => {
      throw asChatError(error);
    },
  );
  const used = usedCallIds(prompt);
  const decoder = createChatDecoder({
    freeform: freeformTools(prompt),
    isUsedCallId: (id) => used.has(id),
    newCallId: () => newCallId(context.random),
  });
  yield* headerEvents(response.headers);
  yield* readAnswer(response, decoder, context.sender.provider.streamIdleTimeoutMs, signal);
  state.reasoningMember = decoder.reasoningMember() ?? state.reasoningMember;
}

async function* readAnswer(
  response: HttpResponse,
  decoder: ChatDecoder,
  idleTimeoutMs: number,
  signal: AbortSignal,
): AsyncGenerator<ResponseEvent, void, undefined> {
  let isComplete = false;
  try {
    for await (const data of readData(response, idleTimeoutMs)) {
      signal.throwIfAborted();
      isComplete = data.trim() === DONE;
      if (!isComplete) yield* decoder.accept(parseJsonObject(data) ?? {});
      isComplete ||= decoder.isComplete();
      if (isComplete) break;
    }
    // Some servers close without the mark of the end; what the model has ended is whole all the same.
    if (!isComplete && !decoder.isFinished()) throw streamError(CLOSED_EARLY, {});
    yield* decoder.finish();
  } catch (error) {
    throw signal.aborted ? signal.reason : toStreamError(error);
  } finally {
    releaseBody(response.body, isComplete);
  }
}

/** The mark at the end of a stream. */
const DONE = "[DONE]";
const CLOSED_EARLY = "the server ended the stream before the answer was complete";
/** The most that is read of an answer in one piece, in bytes. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** The chunks of the stream; a server that cannot stream sends one, which looks almost the same. */
async function* readData(
  { headers, body }: HttpResponse,
  idleTimeoutMs: number,
): AsyncGenerator<string, void, undefined> {
  if (!headerText(headers, "content-type")?.includes("json")) return yield* readEvents(body, idleTimeoutMs);
  const text = await readText(body, { maxBytes: MAX_ANSWER_BYTES, idleTimeoutMs });
  if (Object.keys(parseJsonObject(text) ?? {}).length === 0) throw streamError(STREAM_REASONS.cut, {});
  yield text;
  yield DONE;
}

function usedCallIds({ input }: Prompt): ReadonlySet<string> {
  return new Set(
    input.flatMap((item) => ("call_id" in item && typeof item.call_id === "string" ? [item.call_id] : [])),
  );
}

function newCallId(random: () => number): string {
  return `call_${Math.floor(random() * Number.MAX_SAFE_INTEGER).toString(36)}`;
}
