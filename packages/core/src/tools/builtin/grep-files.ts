/** `grep_files`: the files that contain something, by ripgrep. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { runCommand, selectSandbox } from "@codex-ts/exec-sandbox";
import * as z from "zod/mini";
import type { TurnContext } from "../../ports/turn-context.ts";
import { functionSpec } from "../function-spec.ts";
import { isModelTool } from "../model-tool.ts";
import { optionalCount, parseArguments } from "../parse-arguments.ts";
import { commandEnvironment } from "../runtimes/command-environment.ts";
import { failedOutput, type Tool, textOutput } from "../tool.ts";
import type { ToolPorts } from "../tool-ports.ts";

const Arguments = z.object({
  pattern: z.string(),
  include: z.optional(z.nullable(z.string())),
  path: z.optional(z.nullable(z.string())),
  limit: optionalCount,
});

/** Numbers of Codex 0.99.0. */
const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 2000;
const TIMEOUT_MS = 30_000;

/** `grep_files`, for models that know it. */
export const grepFiles: Tool = {
  name: "grep_files",
  accepts: ["function"],
  isParallel: true,
  offer: (turn) => {
    if (!isModelTool(turn, "grep_files")) return "none";
    const properties = {
      pattern: { type: "string" },
      include: { type: "string" },
      path: { type: "string" },
      limit: { type: "number" },
    } as const;
    return functionSpec("grep_files", properties, ["pattern"]);
  },
  async run(ports, turn, call, signal) {
    if (call.payload.kind !== "function") return failedOutput("grep_files takes JSON arguments");
    const args = parseArguments(Arguments, call.payload.arguments);
    if (!args.ok) return failedOutput(args.text);
    const pattern = args.value.pattern.trim();
    const limit = Math.min(args.value.limit ?? DEFAULT_LIMIT, MAX_LIMIT);
    if (pattern === "") return failedOutput("pattern must not be empty");
    if (limit === 0) return failedOutput("limit must be greater than zero");
    const place = path.resolve(turn.cwd, args.value.path ?? ".");
    const problem = await stat(place).then(
      () => undefined,
      (error: Error) => `unable to access \`${place}\`: ${error.message}`,
    );
    if (problem) return failedOutput(problem);
    const include = args.value.include?.trim();
    const glob = include ? ["--glob", include] : [];
    const asked = ["--files-with-matches", "--sortr=modified", "--no-messages", "--regexp", pattern, ...glob];
    return textOutput(await search(ports, turn, ["rg", "--no-config", ...asked, "--", place], limit, signal));
  },
};

/** Runs ripgrep where it can only read, whatever the turn allows; gives what the model is told. */
async function search(
  { commands }: ToolPorts,
  turn: TurnContext,
  argv: readonly string[],
  limit: number,
  signal: AbortSignal,
): Promise<string> {
  const { host } = await commands.open(signal);
  const isConfined = turn.policy.sandbox.type !== "danger-full-access";
  const plan = selectSandbox({
    policy: isConfined ? { type: "read-only" } : turn.policy.sandbox,
    policyCwd: turn.cwd,
    tmpdir: commands.inherited["TMPDIR"],
    platform: commands.platform,
    support: host.support,
    approval: "keep-sandbox",
    network: await commands.network?.access(host, signal),
  });
  const env = commandEnvironment(commands, turn);
  const outcome = await runCommand(
    host,
    { argv, cwd: turn.cwd, env, plan, timeoutMs: TIMEOUT_MS, onDelta: () => undefined },
    signal,
  );
  if (outcome.kind === "not_started") {
    return `failed to launch rg: ${outcome.failure.message}. Ensure ripgrep is installed and on PATH.`;
  }
  signal.throwIfAborted();
  if (outcome.end === "timed_out") return "rg timed out after 30 seconds";
  if (outcome.exitCode === 127) return "rg was not found. Ensure ripgrep is installed and on PATH.";
  if (outcome.exitCode > 1) return `rg failed: ${outcome.stderr}`;
  const files = outcome.stdout.split("\n").filter((line) => line !== "");
  return files.length === 0 ? "No matches found." : files.slice(0, limit).join("\n");
}
