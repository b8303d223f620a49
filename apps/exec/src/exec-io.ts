/** What a run has to do with the outside world. */
import type { ProcessSettings, Server } from "@codex-ts/server";
import type { PromptSource } from "./input/read-prompt.ts";

/** Streams, surroundings and the way to the engine; a program gives the real ones. */
export interface ExecIo {
  readonly version: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: PromptSource;
  readonly stdout: { write(text: string): void; readonly isTerminal: boolean };
  readonly stderr: { write(text: string): void; readonly isTerminal: boolean };
  /** Aborted with the name of the signal when the user or the system wants the program to end. */
  readonly interrupt: AbortSignal;
  openServer(settings: ProcessSettings): Promise<Server>;
}
