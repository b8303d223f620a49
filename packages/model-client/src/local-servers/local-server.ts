/** A model server on the user's own machine, before the first turn. */
import { parseJsonObject } from "@codex-ts/protocol";
import { ModelError } from "../errors.ts";
import type { Environment } from "../providers/provider.ts";
import { createHttpClient, type HttpClient, type HttpResponse } from "../transport/http-client.ts";
import { readText } from "../transport/read-text.ts";

/** What is to be made ready. */
export interface LocalServerOptions {
  /** Of the OpenAI-compatible API, such as `http://localhost:11434/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly env: Environment;
  /** The user's home directory. */
  readonly userHome: string;
  readonly onProgress: (progress: PullProgress) => void;
}

/** How far the download of a model has come. */
export interface PullProgress {
  readonly model: string;
  /** The server's own words for what it does. */
  readonly status: string;
  /** Bytes; undefined while the size is not known. */
  readonly amount: { readonly completed: number; readonly total: number } | undefined;
}

/** One server, while it is being asked. */
export interface LocalServer extends LocalServerOptions {
  readonly http: HttpClient;
  /** What users call the server. */
  readonly name: string;
  /** How to start it, as the end of a sentence. */
  readonly howToStart: string;
}

/** How long a server on the same machine may take for a simple answer, in milliseconds (Codex 0.99.0). */
const ANSWER_TIMEOUT_MS = 5_000;
/** The most that is read of a simple answer, in bytes. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** Lets `ask` talk to a server and closes the connections after it. */
export async function withLocalServer(
  options: LocalServerOptions & Pick<LocalServer, "name" | "howToStart">,
  ask: (server: LocalServer) => Promise<void>,
): Promise<void> {
  const http = createHttpClient(options.env);
  try {
    await ask({ ...options, http });
  } finally {
    http.close();
  }
}

/** A failure in words for the user. */
export function localServerError(message: string, cause?: unknown): ModelError {
  return new ModelError({
    kind: "local-server",
    message,
    isRetryable: false,
    codexErrorInfo: "other",
    cause,
  });
}

/** The server cannot be reached, or is another one. */
export function unreachableError(server: LocalServer, url: string, cause?: unknown): ModelError {
  return localServerError(
    `No ${server.name} server answers at ${url}. Start it with ${server.howToStart}, or name another place ` +
      "with CODEX_OSS_PORT or CODEX_OSS_BASE_URL.",
    cause,
  );
}

/** A status, and the body where it is a JSON object. */
export interface JsonAnswer {
  readonly isOk: boolean;
  readonly value: Readonly<Record<string, unknown>> | undefined;
}

/** `GET url`. Throws `ModelError` when nobody answers in time, and the signal's reason after an abort. */
export async function getJson(server: LocalServer, url: string, signal: AbortSignal): Promise<JsonAnswer> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
  try {
    const target = new URL(url);
    const { status, body } = await server.http.get({ url: target, headers: headersFor(target) }, limited);
    const text = await readText(body, { maxBytes: MAX_ANSWER_BYTES, idleTimeoutMs: ANSWER_TIMEOUT_MS });
    limited.throwIfAborted();
    return { isOk: status >= 200 && status < 300, value: parseJsonObject(text) };
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw unreachableError(server, url, cause);
  }
}

/** `POST url` with a JSON body. Throws like `getJson`, but waits as long as it takes. */
export async function postJson(
  server: LocalServer,
  url: string,
  content: unknown,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const target = new URL(url);
  const body = Buffer.from(JSON.stringify(content));
  const headers = {
    ...headersFor(target),
    "content-type": "application/json",
    "content-length": String(body.length),
  };
  try {
    return await server.http.post({ url: target, headers, body }, signal);
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw unreachableError(server, url, cause);
  }
}

function headersFor(url: URL): Record<string, string> {
  return { accept: "application/json", host: url.host };
}
