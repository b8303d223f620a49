/** The tools of one turn: which are offered, and who answers a call. */
import type { ToolSpec } from "@codex-ts/protocol";
import { reasonOf } from "@codex-ts/std";
import type { TurnContext } from "../ports/turn-context.ts";
import { abortedText } from "./aborted-output.ts";
import { leanSpec } from "./lean-spec.ts";
import { failedOutput, type Tool, type ToolCall, type ToolOutput } from "./tool.ts";
import type { ToolPorts } from "./tool-ports.ts";

/** Tools by name, with the specs in the order in which they are offered. */
export interface ToolSet {
  readonly specs: readonly ToolSpec[];
  isParallel(call: ToolCall): boolean;
  /**
   * Runs a call and always gives an output, also for unknown tools, failures and interrupts; undefined only
   * for a call of a kind that the tool does not take (a function call of a freeform tool).
   */
  run(ports: ToolPorts, call: ToolCall, signal: AbortSignal): Promise<ToolOutput | undefined>;
}

/**
 * Builds the set of a turn from the list of tools, in order. A tool that is not shown is as good as not there; that is
 * asked anew for each request and each call.
 */
export function createToolSet(
  tools: readonly Tool[],
  turn: TurnContext,
  clock: { now(): number },
  isShown: (tool: Tool) => boolean,
): ToolSet {
  const byName = new Map<string, Tool>();
  const parallel = new Set<string>();
  const offered: { readonly tool: Tool; readonly spec: ToolSpec }[] = [];
  for (const tool of tools) {
    const offer = tool.offer(turn);
    if (offer === "none") continue;
    if (tool.accepts.length > 0) byName.set(tool.name, tool);
    if (offer === "hidden") continue;
    offered.push({ tool, spec: turn.model.hasLittleRoom ? leanSpec(offer) : offer });
    if (tool.isParallel) parallel.add(tool.name);
  }

  return {
    get specs() {
      return offered.filter(({ tool }) => isShown(tool)).map(({ spec }) => spec);
    },
    isParallel: (call) => parallel.has(call.name),
    async run(ports, call, signal) {
      const tool = byName.get(call.name);
      if (!tool || !isShown(tool)) return failedOutput(unsupportedText(call));
      if (!tool.accepts.includes(call.payload.kind)) return undefined;
      const startedAt = clock.now();
      const aborted = () => failedOutput(abortedText(call.name, clock.now() - startedAt));
      if (signal.aborted) return aborted();
      try {
        if (tool.changesFiles) await ports.untilKept(signal);
        return await tool.run(ports, turn, call, signal);
      } catch (error) {
        if (signal.aborted) return aborted();
        return failedOutput(`${call.name} failed: ${reasonOf(error)}`);
      }
    },
  };
}

function unsupportedText(call: ToolCall): string {
  const kind = call.payload.kind === "custom" ? "custom tool call" : "call";
  return `unsupported ${kind}: ${call.name}`;
}
