/** The course of a command that the user typed: in their login shell, with all that they may do themselves. */
import { runCommand, selectSandbox, shellArgv } from "@codex-ts/exec-sandbox";
import type { CallId } from "@codex-ts/protocol";
import { parseCommand } from "@codex-ts/shell-command";
import { reasonOf } from "@codex-ts/std";
import type { TurnContext } from "../../ports/turn-context.ts";
import { type CommandReport, emptyReport, reportOf, runCourse } from "../command-course.ts";
import { announceOutput, execAnnouncements } from "../events/exec-events.ts";
import type { ToolPorts } from "../tool-ports.ts";
import { commandEnvironment } from "./command-environment.ts";

/** One hour, as in Codex 0.99.0. */
const TIMEOUT_MS = 3_600_000;

/** All that clients and the model are told of a command that was stopped; its duration counts as none (0.99.0). */
const ABORTED = "command aborted by user";

/** A line for the user's shell. */
export interface UserCommand {
  readonly callId: CallId;
  readonly command: string;
}

/**
 * Runs the command to its end. Nobody is asked and nothing is confined: it is the user's own. A failure to
 * start, and a stop by the signal, are ends like any other.
 */
export async function runUserShell(
  ports: Pick<ToolPorts, "events" | "commands">,
  turn: TurnContext,
  { callId, command }: UserCommand,
  signal: AbortSignal,
): Promise<CommandReport> {
  const { events, commands } = ports;
  const argv = shellArgv({ kind: turn.shell.name, path: turn.shell.path }, command, true);
  const announcements = execAnnouncements({
    callId,
    turnId: turn.turnId,
    processId: undefined,
    channel: "one-shot",
    argv,
    cwd: turn.cwd,
    parsed: await parseCommand(argv, () => commands.loadBashParser()),
    source: "user_shell",
  });
  return runCourse(events, announcements, async () => {
    const report = await run(ports, turn, { callId, argv }, signal).catch((error: unknown) =>
      emptyReport("not-started", reasonOf(error)),
    );
    const { end } = report;
    if (end.kind === "aborted" || (end.kind === "not-started" && signal.aborted))
      return { ...emptyReport("not-started", ABORTED), end: { kind: "aborted", code: undefined } };
    return report;
  });
}

async function run(
  { events, commands }: Pick<ToolPorts, "events" | "commands">,
  turn: TurnContext,
  { callId, argv }: { readonly callId: CallId; readonly argv: readonly string[] },
  signal: AbortSignal,
): Promise<CommandReport> {
  const { host, leftovers } = await commands.open(signal);
  const asked = { argv, cwd: turn.cwd, env: commandEnvironment(commands, turn) };
  const plan = selectSandbox({
    policy: { type: "danger-full-access" },
    policyCwd: turn.cwd,
    tmpdir: commands.inherited["TMPDIR"],
    platform: commands.platform,
    support: host.support,
    approval: "keep-sandbox",
    // The variables lead to a managed network; what users run themselves is not held to it.
    network: undefined,
  });
  const outcome = await runCommand(
    host,
    {
      ...(commands.fromSnapshot?.(asked) ?? asked),
      plan,
      timeoutMs: TIMEOUT_MS,
      onDelta: ({ stream, bytes }) => announceOutput(events, callId, stream, bytes),
      leftovers,
    },
    signal,
  );
  return reportOf(outcome, TIMEOUT_MS, turn.truncation);
}
