/** `apply_patch`: edits files by a patch, as freeform text or as a function argument. */
import { APPLY_PATCH_GRAMMAR } from "@codex-ts/apply-patch";
import { DEFAULT_COMMAND_TIMEOUT_MS } from "@codex-ts/exec-sandbox";
import * as z from "zod/mini";
import { toolTexts } from "../../generated/prompts.ts";
import { functionSpec } from "../function-spec.ts";
import { parseArguments } from "../parse-arguments.ts";
import { checkPatch, runPatch } from "../runtimes/run-patch.ts";
import { failedOutput, type Tool, type ToolPayload } from "../tool.ts";

const Arguments = z.object({ input: z.string() });

/** `apply_patch`; both kinds of call are understood whichever form was offered. */
export const applyPatch: Tool = {
  name: "apply_patch",
  accepts: ["function", "custom"],
  isParallel: false,
  changesFiles: true,
  offer: ({ model, tools }) => {
    const form = model.info.apply_patch_tool_type ?? (tools.freeformPatch ? "freeform" : undefined);
    if (form === "function") return functionSpec("apply_patch", { input: { type: "string" } }, ["input"]);
    if (form !== "freeform") return "none";
    return {
      type: "custom",
      name: "apply_patch",
      description: toolTexts.apply_patch_freeform.description,
      format: { type: "grammar", syntax: "lark", definition: APPLY_PATCH_GRAMMAR },
    };
  },
  async run(ports, turn, call, signal) {
    const patch = patchOf(call.payload);
    if (!patch.ok) return failedOutput(patch.text);
    const checked = await checkPatch(patch.value, turn.cwd, signal);
    if (!checked.ok) return checked.output;
    const request = {
      patch: patch.value,
      cwd: turn.cwd,
      timeoutMs: DEFAULT_COMMAND_TIMEOUT_MS,
    };
    return runPatch(ports, turn, call, request, checked.changes, signal);
  },
};

function patchOf(payload: ToolPayload) {
  if (payload.kind === "custom") return { ok: true as const, value: payload.input };
  const json = payload.kind === "function" ? payload.arguments : "";
  const args = parseArguments(Arguments, json);
  return args.ok ? { ok: true as const, value: args.value.input } : args;
}
