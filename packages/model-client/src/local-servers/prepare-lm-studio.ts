/** Makes LM Studio ready: it runs, has the model, and begins to load it. */
import { isJsonObject } from "@codex-ts/protocol";
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
import { runLms } from "./run-lms.ts";

/**
 * Checks the server and has `lms` download the model where it is missing. Throws `ModelError`, or the
 * signal's reason.
 */
export function prepareLmStudio(options: LocalServerOptions, signal: AbortSignal): Promise<void> {
  return withLocalServer(described(options), async (studio) => {
    const url = `${baseOf(studio)}/models`;
    const { isOk, value } = await getJson(studio, url, signal);
    if (!isOk) throw unreachableError(studio, url);
    if (hasModel(value, studio.model)) return;
    await download(studio, signal);
  });
}

/**
 * Lets the server load the model while the user's words are still on their way. Resolves when it has, or
 * could not: the turn will tell. Rejects never.
 */
export async function loadLmStudioModel(options: LocalServerOptions, signal: AbortSignal): Promise<void> {
  const request = { model: options.model, input: "", max_output_tokens: 1 };
  await withLocalServer(described(options), async (studio) => {
    const { body } = await postJson(studio, `${baseOf(studio)}/responses`, request, signal);
    body.destroy();
  }).catch(() => undefined);
}

function described(options: LocalServerOptions) {
  const howToStart = "`lms server start` or from the app's developer page (https://lmstudio.ai)";
  return { ...options, name: "LM Studio", howToStart };
}

function baseOf({ baseUrl }: LocalServer): string {
  return baseUrl.replace(/\/+$/, "");
}

function hasModel(list: JsonAnswer["value"], model: string): boolean {
  const models = Array.isArray(list?.["data"]) ? list["data"] : [];
  return models.some((entry) => isJsonObject(entry) && entry["id"] === model);
}

async function download(studio: LocalServer, signal: AbortSignal): Promise<void> {
  const { model, onProgress } = studio;
  onProgress({ model, status: "downloading with lms", amount: undefined });
  const result = await runLms(
    ["get", "--yes", model],
    { ...studio, onLine: (status) => onProgress({ model, status, amount: undefined }) },
    signal,
  );
  if (result.kind === "missing") {
    throw localServerError(
      `LM Studio does not have the model ${model}, and its program \`lms\`, which could download it, was not ` +
        "found in PATH or ~/.lmstudio/bin. Download the model in LM Studio, or install lms.",
    );
  }
  if (result.code !== 0) {
    throw localServerError(
      `LM Studio does not have the model ${model}, and \`lms get --yes ${model}\` failed with ` +
        `${result.code === null ? "a signal" : `status ${result.code}`}${result.lastLine && `: ${result.lastLine}`}`,
    );
  }
  onProgress({ model, status: "success", amount: undefined });
}
