/** `model/list`: the models to choose from. */
import { type ClientParams, type ClientResult, RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { MethodHandler } from "../method-context.ts";

type Page = ClientResult<"model/list">;
type Model = Page["data"][number];

/** Gives the models that pickers show, best first, after bringing the list up to date where the login lets us. */
export const modelList: MethodHandler<"model/list"> = async ({ runtime }, params, signal) => {
  const presets = await runtime.listModels(signal);
  const models = presets
    .filter((preset) => preset.isListed)
    .map(
      (preset): Model => ({
        id: preset.slug,
        model: preset.slug,
        upgrade: preset.upgrade?.model ?? null,
        displayName: preset.displayName,
        description: preset.description,
        supportedReasoningEfforts: preset.efforts.map(({ effort, description }) => ({
          reasoningEffort: effort,
          description,
        })),
        defaultReasoningEffort: preset.defaultEffort,
        inputModalities: [...preset.inputModalities],
        supportsPersonality: preset.supportsPersonality,
        isDefault: preset.isDefault,
      }),
    );
  return pageOf(models, params);
};

/** One page; the cursor is the index of its first entry as a decimal number. An empty list has one empty page. */
function pageOf(models: readonly Model[], { cursor, limit }: ClientParams<"model/list">): Page {
  if (models.length === 0) return { data: [], nextCursor: null };
  const start = cursor == null ? 0 : parseCursor(cursor);
  if (start > models.length) {
    throw new RpcError(
      RPC_ERROR.invalidRequest,
      `cursor ${start} exceeds total models ${models.length}; start again without a cursor`,
    );
  }
  const end = Math.min(models.length, start + Math.max(1, limit ?? models.length));
  return { data: models.slice(start, end), nextCursor: end < models.length ? String(end) : null };
}

function parseCursor(cursor: string): number {
  if (/^\d+$/.test(cursor)) return Number(cursor);
  throw new RpcError(RPC_ERROR.invalidRequest, `invalid cursor: ${cursor}`);
}
