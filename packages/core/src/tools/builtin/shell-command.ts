/** `shell_command`: one script for the user's shell, run to its end. */
import { DEFAULT_COMMAND_TIMEOUT_MS, shellArgv } from "@codex-ts/exec-sandbox";
import * as z from "zod/mini";
import {
  permissionProperties,
  permissionShape,
  toPermissionRequest,
} from "../approval/permission-arguments.ts";
import { functionSpec } from "../function-spec.ts";
import { optionalCount, parseArguments } from "../parse-arguments.ts";
import { runShell } from "../runtimes/run-shell.ts";
import { failedOutput, type Tool } from "../tool.ts";

const Arguments = z.object({
  command: z.string(),
  workdir: z.optional(z.nullable(z.string())),
  login: z.optional(z.nullable(z.boolean())),
  timeout_ms: optionalCount,
  /** Older spelling of `timeout_ms`. */
  timeout: optionalCount,
  ...permissionShape,
});

/** `shell_command`. */
export const shellCommand: Tool = {
  name: "shell_command",
  accepts: ["function"],
  isParallel: true,
  changesFiles: true,
  offer: ({ tools, model }) => {
    if (!tools.shellTool) return "none";
    if (tools.unifiedExec || model.info.shell_type !== "shell_command") return "hidden";
    return functionSpec(
      "shell_command",
      {
        command: { type: "string" },
        workdir: { type: "string" },
        login: { type: "boolean" },
        timeout_ms: { type: "number" },
        ...permissionProperties(tools.requestRule),
      },
      ["command"],
    );
  },
  async run(ports, turn, call, signal) {
    if (call.payload.kind !== "function") return failedOutput("shell_command takes JSON arguments");
    const args = parseArguments(Arguments, call.payload.arguments);
    if (!args.ok) return failedOutput(args.text);
    const { command, workdir, login, timeout_ms, timeout } = args.value;
    const { name, path } = turn.shell;
    return runShell(
      ports,
      turn,
      call,
      {
        argv: shellArgv({ kind: name, path }, command, login ?? true),
        workdir: workdir ?? undefined,
        timeoutMs: timeout_ms ?? timeout ?? DEFAULT_COMMAND_TIMEOUT_MS,
        permission: toPermissionRequest(args.value),
        layout: "text",
      },
      signal,
    );
  },
};
