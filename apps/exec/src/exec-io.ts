/** What a run has to do with the outside world. */
import type { ProcessSettings, RuntimeOptions, Server } from "@codex-ts/server";
import type { PromptSource } from "./input/read-prompt.ts";

/** What a run needs of the engine. */
export type Engine = Pick<Server, "connect" | "displayOf" | "close">;

/** Standard output or error. */
export interface Output {
  readonly isTerminal: boolean;
  /** Takes the text at once. A reader that has gone away is no failure: the text is dropped. */
  write(text: string): void;
  /** Resolves when the reader has taken enough for more to be written; never rejects. */
  drained(): Promise<void>;
}

/** Streams, surroundings and the way to the engine; a program gives the real ones. */
export interface ExecIo {
  readonly version: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: PromptSource;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted with the name of the signal when the user or the system wants the program to end. */
  readonly interrupt: AbortSignal;
  /** Opens the engine, which tells the listeners what events have no place for. Throws `RpcError` for settings that make no sense. */
  openServer(
    settings: ProcessSettings,
    listeners: Pick<RuntimeOptions, "onCallRefused" | "onUnreached">,
  ): Promise<Engine>;
}
