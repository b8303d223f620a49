/** The call that lets the server summarise a history. */
import { isJsonObject, type ResponseItem } from "@codex-ts/protocol";
import { parseResponseItem } from "@codex-ts/protocol/responses";
import { STREAM_REASONS, streamError } from "../failures/stream-failure.ts";
import type { CompactPrompt } from "../prompt.ts";
import { buildCompactBody } from "../request/build-request-body.ts";
import { readText } from "./read-text.ts";
import { type SendContext, sendRequest } from "./send-request.ts";

/** The most that we read of a summary, in bytes. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/**
 * `POST /responses/compact`, never compressed. Resolves to the items that replace the history; items of an
 * unknown shape are left out. Throws like every request.
 */
export async function compactHistory(
  context: SendContext,
  prompt: CompactPrompt,
  signal: AbortSignal,
): Promise<readonly ResponseItem[]> {
  const bytes = Buffer.from(JSON.stringify(buildCompactBody(prompt)));
  const encode = async () => ({ bytes, isCompressed: false });
  const telemetry = context.telemetry.forModel(prompt.model);
  const { body } = await sendRequest(
    { ...context, telemetry },
    { path: "responses/compact", encode, stream: undefined },
    signal,
  );
  const idleTimeoutMs = context.sender.provider.streamIdleTimeoutMs;
  const text = await readText(body, { maxBytes: MAX_ANSWER_BYTES, idleTimeoutMs }).catch((cause) => {
    throw signal.aborted ? signal.reason : streamError(STREAM_REASONS.cut, { cause });
  });
  return parseOutput(text);
}

function parseOutput(text: string): readonly ResponseItem[] {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (cause) {
    throw streamError("the answer to the compaction request is not JSON", { cause });
  }
  const output = isJsonObject(answer) ? answer["output"] : undefined;
  if (!Array.isArray(output))
    throw streamError("the answer to the compaction request has no list `output`", {});
  return output.map(parseResponseItem).filter((item) => item !== undefined);
}
