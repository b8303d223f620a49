/** Opens the engine for a program. */
import { createRuntime, type ProcessSettings, type RuntimeOptions, systemClock } from "@codex-ts/runtime";
import { createServer, type Server } from "./create-server.ts";
import { toRpcError } from "./to-rpc-error.ts";

/** Makes runtime and server. Throws `RpcError` with a complete message for flags that make no sense. */
export async function openServer(options: RuntimeOptions, settings: ProcessSettings): Promise<Server> {
  try {
    return createServer(await createRuntime(options, settings), systemClock);
  } catch (error) {
    throw toRpcError(error);
  }
}
