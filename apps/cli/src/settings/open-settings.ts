/** What the commands about settings share: the home, the settings, and failures in words. */
import type { ConfigWarning, ResolvedConfig } from "@codex-ts/config";
import { ConfigError } from "@codex-ts/config/edit";
import { createRuntime, type Runtime, RuntimeError } from "@codex-ts/runtime";
import type { ReadCommandLine } from "@codex-ts/std";
import { toProcessSettings } from "../process-settings.ts";
import { runtimeOptions } from "../runtime-options.ts";
import { writeText } from "../write-text.ts";

/** Runs `work` with a runtime for these flags; faults of settings are told, with exit code 1. */
export async function withSettings(
  values: readonly ReadCommandLine["values"][],
  work: (runtime: Runtime) => Promise<number>,
): Promise<number> {
  try {
    const runtime = await createRuntime(runtimeOptions("codex_cli_rs", "cli"), toProcessSettings(values));
    try {
      return await work(runtime);
    } finally {
      await runtime.close();
    }
  } catch (error) {
    if (error instanceof RuntimeError) return fail(error.message);
    if (error instanceof ConfigError) return fail(`Error: ${error.message}`);
    throw error;
  }
}

/** The settings in the working folder. Throws `RuntimeError`. */
export function loadSettings(runtime: Runtime): Promise<ResolvedConfig> {
  return runtime.loadProcessSettings(new AbortController().signal);
}

/** Tells warnings as `codex exec` does. */
export function tellWarnings(warnings: readonly ConfigWarning[]): void {
  for (const { message } of warnings) writeText(2, `warning: ${message}\n`);
}

/** Tells a failure; gives the exit code. */
export function fail(message: string): number {
  writeText(2, `${message}\n`);
  return 1;
}
