/** `write_stdin`: types into a running session, or just looks what it did. */
import {
  AFTER_WRITE_MS,
  clampYieldMs,
  DEFAULT_MAX_OUTPUT_TOKENS,
  DEFAULT_WRITE_YIELD_MS,
} from "@codex-ts/exec-sandbox";
import { sleep } from "@codex-ts/std";
import * as z from "zod/mini";
import { functionSpec } from "../function-spec.ts";
import { count, optionalCount, parseArguments } from "../parse-arguments.ts";
import { sessionReply } from "../runtimes/session-reply.ts";
import { failedOutput, type Tool, textOutput } from "../tool.ts";

const Arguments = z.object({
  session_id: z.number(),
  chars: z.optional(z.string()),
  yield_time_ms: z.optional(count),
  max_output_tokens: optionalCount,
});

/** Lead of every failure (tools facts, 4). */
const FAILED = "write_stdin failed: ";

/** `write_stdin`. */
export const writeStdin: Tool = {
  name: "write_stdin",
  accepts: ["function"],
  isParallel: false,
  changesFiles: true,
  offer: ({ tools }) => {
    if (!tools.shellTool || !tools.unifiedExec) return "none";
    return functionSpec(
      "write_stdin",
      {
        session_id: { type: "number" },
        chars: { type: "string" },
        yield_time_ms: { type: "number" },
        max_output_tokens: { type: "number" },
      },
      ["session_id"],
    );
  },
  async run(ports, _turn, call, signal) {
    if (call.payload.kind !== "function") return failedOutput("write_stdin takes JSON arguments");
    const args = parseArguments(Arguments, call.payload.arguments);
    if (!args.ok) return failedOutput(args.text);
    const { session_id, yield_time_ms, max_output_tokens } = args.value;
    const chars = args.value.chars ?? "";
    const { processes } = await ports.commands.open(signal);
    const child = processes.get(session_id);
    if (!child) return failedOutput(`${FAILED}Unknown process id ${session_id}`);

    const callId = ports.commands.callOfProcess.get(child);
    if (chars !== "") {
      const written = child.write(chars);
      if (written.kind === "refused") return failedOutput(`${FAILED}${written.message}`);
      await sleep(AFTER_WRITE_MS, signal);
    }
    if (callId !== undefined) {
      ports.events.emit({
        type: "terminal_interaction",
        call_id: callId,
        process_id: String(session_id),
        stdin: chars,
      });
    }
    const yieldMs = clampYieldMs(yield_time_ms ?? DEFAULT_WRITE_YIELD_MS, chars === "");
    const collected = await child.collect(yieldMs, signal);
    if (collected.end) await processes.remove(session_id);
    const maxOutputTokens = max_output_tokens ?? DEFAULT_MAX_OUTPUT_TOKENS;
    return textOutput(sessionReply(child, collected, maxOutputTokens, ports.commands.random));
  },
};
