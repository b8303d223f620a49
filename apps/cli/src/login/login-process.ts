/** What every command about the login begins and ends with. */
import { AuthError } from "@codex-ts/auth";
import { signalExitCode } from "@codex-ts/exec";
import { type AuthSettings, createRuntime, type ProcessAuth, RuntimeError } from "@codex-ts/runtime";
import type { ReadCommandLine } from "@codex-ts/std";
import { listenForSignals } from "../listen-for-signals.ts";
import { toProcessSettings } from "../process-settings.ts";
import { runtimeOptions } from "../runtime-options.ts";
import { writeText } from "../write-text.ts";

/** The login, the settings about it, and the wish of the user to stop. */
export interface LoginProcess {
  readonly auth: ProcessAuth;
  readonly settings: AuthSettings;
  readonly signal: AbortSignal;
  /** Writes a line to standard error, where everything about logins goes. */
  readonly tell: (line: string) => void;
}

type Values = ReadCommandLine["values"];

/** Runs `work` with the login of this process; what goes wrong is told. Gives the exit code. */
export async function runLoginProcess(
  values: readonly Values[],
  work: (login: LoginProcess) => Promise<number>,
): Promise<number> {
  const signal = listenForSignals();
  const tell = (line: string) => writeText(2, `${line}\n`);
  try {
    const runtime = await createRuntime(runtimeOptions("codex_cli_rs", "cli"), toProcessSettings(values));
    try {
      const settings = await runtime.loadProcessSettings(signal);
      return await work({ auth: runtime.auth, settings, signal, tell });
    } finally {
      await runtime.close();
    }
  } catch (error) {
    if (signal.aborted) {
      tell("Interrupted.");
      return signalExitCode(signal);
    }
    if (!(error instanceof RuntimeError) && !(error instanceof AuthError)) throw error;
    tell(error.message);
    return 1;
  }
}
