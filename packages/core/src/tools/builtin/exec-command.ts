/** `exec_command`: starts a command that may outlive the call. */
import path from "node:path";
import {
  clampYieldMs,
  DEFAULT_MAX_OUTPUT_TOKENS,
  DEFAULT_START_YIELD_MS,
  resolveRequestedShell,
  shellArgv,
} from "@codex-ts/exec-sandbox";
import * as z from "zod/mini";
import type { TurnContext } from "../../ports/turn-context.ts";
import {
  permissionProperties,
  permissionShape,
  toPermissionRequest,
} from "../approval/permission-arguments.ts";
import { functionSpec } from "../function-spec.ts";
import { count, optionalCount, parseArguments } from "../parse-arguments.ts";
import { startSession } from "../runtimes/start-session.ts";
import { failedOutput, type Tool } from "../tool.ts";
import type { ToolPorts } from "../tool-ports.ts";

const Arguments = z.object({
  cmd: z.string(),
  workdir: z.optional(z.nullable(z.string())),
  shell: z.optional(z.nullable(z.string())),
  login: z.optional(z.boolean()),
  tty: z.optional(z.boolean()),
  yield_time_ms: z.optional(count),
  max_output_tokens: optionalCount,
  ...permissionShape,
});

/** `exec_command`. */
export const execCommand: Tool = {
  name: "exec_command",
  accepts: ["function"],
  isParallel: true,
  changesFiles: true,
  offer: ({ tools }) => {
    if (!tools.shellTool || !tools.unifiedExec) return "none";
    return functionSpec(
      "exec_command",
      {
        cmd: { type: "string" },
        workdir: { type: "string" },
        shell: { type: "string" },
        login: { type: "boolean" },
        tty: { type: "boolean" },
        yield_time_ms: { type: "number" },
        max_output_tokens: { type: "number" },
        ...permissionProperties(tools.requestRule),
      },
      ["cmd"],
    );
  },
  async run(ports, turn, call, signal) {
    if (call.payload.kind !== "function") return failedOutput("exec_command takes JSON arguments");
    const args = parseArguments(Arguments, call.payload.arguments);
    if (!args.ok) return failedOutput(args.text);
    const { cmd, workdir, login, tty, yield_time_ms, max_output_tokens } = args.value;
    const shell = chooseShell(ports, turn, args.value.shell ?? undefined);
    return startSession(
      ports,
      turn,
      call,
      {
        argv: shellArgv(shell, cmd, login ?? true),
        cwd: path.resolve(turn.cwd, workdir ?? "."),
        permission: toPermissionRequest(args.value),
        tty: tty ?? false,
        yieldMs: clampYieldMs(yield_time_ms ?? DEFAULT_START_YIELD_MS, false),
        maxOutputTokens: max_output_tokens ?? DEFAULT_MAX_OUTPUT_TOKENS,
      },
      signal,
    );
  },
};

function chooseShell(ports: ToolPorts, turn: TurnContext, requested: string | undefined) {
  if (requested === undefined) return { kind: turn.shell.name, path: turn.shell.path };
  const { platform, loginShell, inherited } = ports.commands;
  return resolveRequestedShell(requested, { platform, loginShell, searchPath: inherited["PATH"] });
}
