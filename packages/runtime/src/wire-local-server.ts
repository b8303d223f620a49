/** `--oss`: makes the local model server ready before the first thread opens. */
import type { ResolvedConfig } from "@codex-ts/config";
import { reasonOf } from "@codex-ts/std";
import { RuntimeError } from "./errors.ts";
import type { ProcessSettings, RuntimeOptions } from "./runtime-options.ts";

/** The local server of a process. */
export interface LocalServers {
  /** Waits until the model of these settings can be used. Throws `RuntimeError`, or the signal's reason. */
  prepare(config: ResolvedConfig, signal: AbortSignal): Promise<void>;
  /** Ends what goes on in the background. */
  close(): Promise<void>;
}

/** Nothing is asked without `--oss`; each model is made ready once. */
export function createLocalServers(options: RuntimeOptions, { oss }: ProcessSettings): LocalServers {
  const closing = new AbortController();
  const ready = new Set<string>();
  const background: Promise<void>[] = [];
  return {
    async prepare(config, signal) {
      const { provider, model } = config;
      const { baseUrl } = provider;
      if (!oss || baseUrl === undefined || model.model === undefined) return;
      if (provider.id !== "ollama" && provider.id !== "lmstudio") return;
      const key = `${provider.id} ${baseUrl} ${model.model}`;
      if (ready.has(key)) return;
      const servers = await import("@codex-ts/model-client/on-demand");
      const { env, userHome } = options;
      const wanted = { baseUrl, model: model.model, env, userHome, onProgress: oss.onProgress };
      try {
        if (provider.id === "ollama") await servers.prepareOllama(wanted, signal);
        else await servers.prepareLmStudio(wanted, signal);
      } catch (cause) {
        if (signal.aborted) throw signal.reason;
        const message = reasonOf(cause);
        throw new RuntimeError("local-server", `OSS setup failed: ${message}`, { cause });
      }
      ready.add(key);
      if (provider.id === "lmstudio") background.push(servers.loadLmStudioModel(wanted, closing.signal));
    },
    async close() {
      closing.abort(new Error("the runtime was closed"));
      await Promise.all(background);
    },
  };
}
