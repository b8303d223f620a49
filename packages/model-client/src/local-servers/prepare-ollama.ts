/** Makes Ollama ready: it runs, is new enough, and has the model. */
import { isJsonObject, parseJsonObject } from "@codex-ts/protocol";
import { ModelError } from "../errors.ts";
import { readText } from "../transport/read-text.ts";
import {
  getJson,
  type JsonAnswer,
  type LocalServer,
  type LocalServerOptions,
  localServerError,
  postJson,
  unreachableError,
  withLocalServer,
} from "./local-server.ts";
import { isOlderVersion } from "./version.ts";

/** The first version with the Responses API as we need it (Codex 0.99.0). */
const MIN_VERSION = [0, 13, 4] as const;

/**
 * Checks the server and downloads the model where it is missing, which may take long; an abort ends the
 * download. Throws `ModelError`, or the signal's reason.
 */
export function prepareOllama(options: LocalServerOptions, signal: AbortSignal): Promise<void> {
  const server = { ...options, name: "Ollama", howToStart: "`ollama serve` (https://ollama.com/download)" };
  return withLocalServer(server, async (ollama) => {
    const base = ollama.baseUrl.replace(/\/+$/, "");
    const host = base.replace(/\/v1$/, "");
    await checkRunning(ollama, base === host ? `${host}/api/tags` : `${base}/models`, signal);
    await checkVersion(ollama, host, signal);
    if (!(await hasModel(ollama, host, signal))) await pull(ollama, host, signal);
  });
}

async function checkRunning(server: LocalServer, url: string, signal: AbortSignal): Promise<void> {
  const { isOk } = await getJson(server, url, signal);
  if (!isOk) throw unreachableError(server, url);
}

/** A server that does not tell its version, or a build of a developer, is taken as it is. */
async function checkVersion(server: LocalServer, host: string, signal: AbortSignal): Promise<void> {
  const { isOk, value } = await getJson(server, `${host}/api/version`, signal);
  const version = isOk ? value?.["version"] : undefined;
  if (typeof version !== "string" || version === "0.0.0" || !isOlderVersion(version, MIN_VERSION)) return;
  throw localServerError(
    `Ollama ${version} at ${host} is too old: version ${MIN_VERSION.join(".")} or newer is needed. ` +
      'Update it, or use it through a provider of your own with wire_api = "chat".',
  );
}

/** A name without a tag means the tag `latest`. */
async function hasModel(server: LocalServer, host: string, signal: AbortSignal): Promise<boolean> {
  const { value } = await getJson(server, `${host}/api/tags`, signal);
  const models = Array.isArray(value?.["models"]) ? value["models"] : [];
  const wanted = server.model.includes(":") ? server.model : `${server.model}:latest`;
  return models.some(
    (model) => isJsonObject(model) && (model["name"] === wanted || model["name"] === server.model),
  );
}

/** The longest silence of a download, in milliseconds. */
const PULL_IDLE_MS = 300_000;
/** The most that is read of a refusal, in bytes. */
const MAX_FAILURE_BYTES = 64 * 1024;

async function pull(server: LocalServer, host: string, signal: AbortSignal): Promise<void> {
  const { model, onProgress } = server;
  onProgress({ model, status: "pulling", amount: undefined });
  const response = await postJson(server, `${host}/api/pull`, { model, stream: true }, signal);
  try {
    if (response.status !== 200) {
      const text = await readText(response.body, {
        maxBytes: MAX_FAILURE_BYTES,
        idleTimeoutMs: PULL_IDLE_MS,
      });
      throw pullError(server, errorOf(parseJsonObject(text)) ?? `status ${response.status}`);
    }
    const layers = new Map<string, Amount>();
    for await (const line of lines(response.body)) {
      const step = parseJsonObject(line);
      const failure = errorOf(step);
      if (failure !== undefined) throw pullError(server, failure);
      if (!step) continue;
      const status = typeof step["status"] === "string" ? step["status"] : "pulling";
      onProgress({ model, status, amount: addLayer(layers, step) });
      if (status === "success") return;
    }
    throw pullError(server, "the server ended the download before it was complete");
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof ModelError) throw error;
    throw pullError(server, "the connection broke", error);
  } finally {
    response.body.destroy();
  }
}

interface Amount {
  readonly completed: number;
  readonly total: number;
}

/** The sum over all layers of which the size is known so far. */
function addLayer(layers: Map<string, Amount>, step: Readonly<Record<string, unknown>>): Amount | undefined {
  const { digest, completed, total } = step;
  if (typeof digest !== "string" || typeof total !== "number") return undefined;
  layers.set(digest, { completed: typeof completed === "number" ? completed : 0, total });
  let sum: Amount = { completed: 0, total: 0 };
  for (const layer of layers.values()) {
    sum = { completed: sum.completed + layer.completed, total: sum.total + layer.total };
  }
  return sum;
}

function pullError({ model }: LocalServer, reason: string, cause?: unknown) {
  return localServerError(`Ollama could not pull the model ${model}: ${reason}`, cause);
}

function errorOf(value: JsonAnswer["value"]): string | undefined {
  const error = value?.["error"];
  return typeof error === "string" ? error : undefined;
}

/** The longest line that is kept while its end has not come, in characters. */
const MAX_LINE_LENGTH = 1024 * 1024;

async function* lines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const text = new TextDecoder("utf-8");
  let rest = "";
  for await (const chunk of body) {
    const parts = (rest + text.decode(chunk, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    if (rest.length > MAX_LINE_LENGTH) rest = "";
    yield* parts.filter((line) => line.trim() !== "");
  }
  if (rest.trim() !== "") yield rest;
}
