/** Shell calls that are really patches: they are applied as such, and the model is told. */
import path from "node:path";
import { extractPatch } from "@codex-ts/shell-command";
import { patchInterceptMessage } from "../../messages/notice-messages.ts";
import type { TurnContext } from "../../ports/turn-context.ts";
import { failedOutput, type ToolCall, type ToolOutput } from "../tool.ts";
import type { ToolPorts } from "../tool-ports.ts";
import { checkPatch, runPatch } from "./run-patch.ts";

/** A command that may be a patch in disguise. */
export interface InterceptedCommand {
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly timeoutMs: number;
}

/** Applies the patch that a command carries; undefined when it is an ordinary command. */
export async function interceptPatch(
  ports: ToolPorts,
  turn: TurnContext,
  call: ToolCall,
  command: InterceptedCommand,
  signal: AbortSignal,
): Promise<ToolOutput | undefined> {
  const found = extractPatch(command.argv);
  if (found.kind === "none") return undefined;
  if (found.kind === "bare-patch") {
    return failedOutput(
      "apply_patch verification failed: patch detected without explicit call to apply_patch. " +
        'Rerun as ["apply_patch", "<patch>"]',
    );
  }
  const cwd = path.resolve(command.cwd, found.workdir ?? ".");
  const checked = await checkPatch(found.patch, cwd, signal);
  if (!checked.ok) return checked.output;
  const request = { patch: found.patch, cwd, timeoutMs: command.timeoutMs };
  const output = await runPatch(ports, turn, call, request, checked.changes, signal);
  return { ...output, notes: [patchInterceptMessage(call.name)] };
}
