/** Where the prompt comes from. */
import { decodePrompt } from "./decode-prompt.ts";

/** Standard input as exec sees it. */
export interface PromptSource {
  readonly isTerminal: boolean;
  /** Reads to the end; rejects with the signal's reason when the program has to end before. */
  readAll(signal: AbortSignal): Promise<Uint8Array>;
}

/** The prompt, or a message for stderr. */
export type PromptResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string; readonly isBlank?: true };

/**
 * The argument as it is; `-` and a missing argument mean stdin, read to its end. A terminal is not waited
 * for. `note` tells that stdin is being read when the user did not ask for it.
 */
export async function readPrompt(
  argument: string | undefined,
  stdin: PromptSource,
  note: (text: string) => void,
  signal: AbortSignal,
): Promise<PromptResult> {
  if (argument !== undefined && argument !== "-") return { ok: true, text: argument };
  if (argument === undefined) {
    if (stdin.isTerminal) {
      return {
        ok: false,
        reason: "No prompt provided. Either specify one as an argument or pipe the prompt into stdin.",
      };
    }
    note("Reading prompt from stdin...");
  }
  const decoded = decodePrompt(await stdin.readAll(signal));
  if (decoded.ok && decoded.text.trim() === "") {
    return { ok: false, reason: "No prompt provided via stdin.", isBlank: true };
  }
  return decoded;
}
