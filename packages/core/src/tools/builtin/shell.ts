/** `shell` and its older names: one argv, run to its end. */

import { DEFAULT_COMMAND_TIMEOUT_MS } from "@codex-ts/exec-sandbox";
import type { LocalShellCallItem, ToolSpec } from "@codex-ts/protocol";
import * as z from "zod/mini";
import type { TurnContext } from "../../ports/turn-context.ts";
import {
  permissionProperties,
  permissionShape,
  toPermissionRequest,
} from "../approval/permission-arguments.ts";
import { functionSpec } from "../function-spec.ts";
import { optionalCount, parseArguments } from "../parse-arguments.ts";
import { runShell, type ShellRequest } from "../runtimes/run-shell.ts";
import { failedOutput, type Tool, type ToolOffer } from "../tool.ts";

const Arguments = z.object({
  command: z.array(z.string()),
  workdir: z.optional(z.nullable(z.string())),
  timeout_ms: optionalCount,
  /** Older spelling of `timeout_ms`. */
  timeout: optionalCount,
  ...permissionShape,
});

function offerAs(type: "default" | "local", turn: TurnContext, spec: () => ToolSpec): ToolOffer {
  if (!turn.tools.shellTool) return "none";
  return !turn.tools.unifiedExec && turn.model.info.shell_type === type ? spec() : "hidden";
}

const run: Tool["run"] = async (ports, turn, call, signal) => {
  if (call.payload.kind === "local-shell") {
    return runShell(ports, turn, call, fromAction(call.payload.action), signal);
  }
  const json = call.payload.kind === "function" ? call.payload.arguments : call.payload.input;
  const args = parseArguments(Arguments, json);
  if (!args.ok) return failedOutput(args.text);
  const { command, workdir, timeout_ms, timeout } = args.value;
  const request: ShellRequest = {
    argv: command,
    workdir: workdir ?? undefined,
    timeoutMs: timeout_ms ?? timeout ?? DEFAULT_COMMAND_TIMEOUT_MS,
    permission: toPermissionRequest(args.value),
    layout: "json",
  };
  return runShell(ports, turn, call, request, signal);
};

function fromAction(action: LocalShellCallItem["action"]): ShellRequest {
  return {
    argv: action.command,
    workdir: action.working_directory ?? undefined,
    timeoutMs: action.timeout_ms ?? DEFAULT_COMMAND_TIMEOUT_MS,
    permission: { permission: "use_default", justification: undefined, prefixRule: undefined },
    layout: "json",
  };
}

/** `shell`. */
export const shell: Tool = {
  name: "shell",
  accepts: ["function"],
  isParallel: true,
  changesFiles: true,
  offer: (turn) =>
    offerAs("default", turn, () =>
      functionSpec(
        "shell",
        {
          command: { type: "array", items: { type: "string" } },
          workdir: { type: "string" },
          timeout_ms: { type: "number" },
          ...permissionProperties(turn.tools.requestRule),
        },
        ["command"],
      ),
    ),
  run,
};

/** `container.exec`: an older name that models still use; never offered. */
export const containerExec: Tool = {
  ...shell,
  name: "container.exec",
  offer: ({ tools }) => (tools.shellTool ? "hidden" : "none"),
};

/** The API's own shell tool. */
export const localShell: Tool = {
  name: "local_shell",
  accepts: ["local-shell", "function"],
  isParallel: true,
  changesFiles: true,
  offer: (turn) => offerAs("local", turn, () => ({ type: "local_shell" })),
  run,
};
