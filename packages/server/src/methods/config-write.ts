/** `config/value/write` and `config/batchWrite`: changes of the user's config.toml. */
import type { ClientResult } from "@codex-ts/protocol/app-server";
import { type ClientParams, RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { MethodContext, MethodHandler } from "../method-context.ts";
import { throwInternal } from "../to-rpc-error.ts";

/** One change. */
export const configValueWrite: MethodHandler<"config/value/write"> = async (context, params, signal) => {
  const { keyPath, value, mergeStrategy, ...rest } = params;
  return write(context, { edits: [{ keyPath, value, mergeStrategy }], ...rest }, signal);
};

/** Several changes: all or none. */
export const configBatchWrite: MethodHandler<"config/batchWrite"> = async (context, params, signal) =>
  write(context, params, signal);

async function write(
  { runtime }: MethodContext,
  params: ClientParams<"config/batchWrite">,
  signal: AbortSignal,
): Promise<ClientResult<"config/batchWrite">> {
  const result = await runtime.settingsFiles
    .write(
      {
        edits: params.edits.map(({ keyPath, value, mergeStrategy }) => ({ keyPath, value, mergeStrategy })),
        filePath: params.filePath ?? undefined,
        expectedVersion: params.expectedVersion ?? undefined,
      },
      signal,
    )
    .catch(throwInternal);
  if (result.kind === "refused") {
    const data = { config_write_error_code: result.code };
    throw new RpcError(RPC_ERROR.invalidRequest, result.message, { data });
  }
  const { overridden } = result;
  return {
    status: overridden ? "okOverridden" : "ok",
    version: result.version,
    filePath: result.filePath,
    overriddenMetadata: overridden
      ? {
          message: overridden.message,
          overridingLayer: overridden.layer,
          effectiveValue: overridden.effectiveValue ?? null,
        }
      : null,
  };
}
