/** Asks the server for its model list. */
import { type ModelInfo, parseJsonObject } from "@codex-ts/protocol";
import { streamError } from "../failures/stream-failure.ts";
import { headerText } from "../response/header-text.ts";
import { createHttpClient } from "../transport/http-client.ts";
import { readText } from "../transport/read-text.ts";
import { type SendContext, sendRequest } from "../transport/send-request.ts";
import { parseModels } from "./parse-models.ts";

/** The server's list and the mark of its version. */
export interface FetchedModels {
  readonly etag: string | null;
  readonly models: readonly ModelInfo[];
}

/** The most that is read of a list, in bytes; real ones have some hundred kilobytes. */
const MAX_LIST_BYTES = 16 * 1024 * 1024;

/**
 * `GET <base>/models?client_version=<x.y.z>` over a connection of its own. `version` loses what follows a
 * hyphen, since the server knows releases only. Throws `ModelError`, or the signal's reason.
 */
export async function fetchModels(
  context: Omit<SendContext, "http">,
  version: string,
  signal: AbortSignal,
): Promise<FetchedModels> {
  const { provider } = context.sender;
  const queryParams = { ...provider.queryParams, client_version: version.replace(/[-+].*$/, "") };
  const sender = { ...context.sender, provider: { ...provider, queryParams } };
  const http = createHttpClient(sender.env);
  try {
    const { headers, body } = await sendRequest(
      { ...context, sender, http },
      { path: "models", encode: undefined, stream: undefined },
      signal,
    );
    const limits = { maxBytes: MAX_LIST_BYTES, idleTimeoutMs: provider.streamIdleTimeoutMs };
    const models = parseModels(parseJsonObject(await readText(body, limits))?.["models"]);
    signal.throwIfAborted();
    if (models === undefined)
      throw streamError("the answer to the model list request has no list `models`", {});
    return { etag: headerText(headers, "etag") ?? null, models };
  } finally {
    http.close();
  }
}
