/** Announces one call's process from its start to its end, whenever that is. */
import type { ManagedProcess } from "@codex-ts/exec-sandbox";
import { formatTruncated } from "../../history/truncate-output.ts";
import type { TurnContext } from "../../ports/turn-context.ts";
import { type CommandEnd, channelOf, endOfProcess } from "../command-end.ts";
import { type AnnouncedCommand, announceOutput, execAnnouncements } from "../events/exec-events.ts";
import type { ToolPorts } from "../tool-ports.ts";

/** One begin and one end for a call, even when a second process takes the place of one that was denied. */
export interface ProcessFollower {
  /**
   * The process that works for the call from now on, started at `startedAt` (Unix ms). `shortOutput` is what the model is told of a process that
   * ended at once; of others the events tell all output.
   */
  follow(child: ManagedProcess, startedAt: number, shortOutput: string | undefined): void;
  /**
   * No other process follows. An end that is there is announced now; else it will be when it comes, perhaps
   * in a later turn, under the id of the turn that started the process.
   */
  settle(): void;
}

interface FollowedProcess {
  readonly child: ManagedProcess;
  readonly startedAt: number;
  readonly shortOutput: string | undefined;
}

/** Makes the follower of a call; `command` is what its events tell. */
export function followProcess(
  ports: ToolPorts,
  turn: TurnContext,
  command: Omit<AnnouncedCommand, "processId" | "channel">,
): ProcessFollower {
  const { commands, events } = ports;
  let current: FollowedProcess | undefined;

  const announcements = (child: ManagedProcess) =>
    execAnnouncements({ ...command, processId: child.id, channel: channelOf(child) });
  const announceEnd = ({ child, startedAt, shortOutput }: FollowedProcess, end: CommandEnd) => {
    const output = end.kind === "not-started" ? end.reason : (shortOutput ?? child.transcript());
    const report = {
      end,
      stdout: output,
      stderr: "",
      aggregated: output,
      formatted: formatTruncated(output, turn.truncation),
      durationMs: commands.clock.now() - startedAt,
    };
    events.emit(announcements(child).end(report));
  };

  return {
    follow(child, startedAt, shortOutput) {
      if (!current) events.emit(announcements(child).begin);
      current = { child, startedAt, shortOutput };
      commands.callOfProcess.set(child, command.callId);
      child.onOutput((bytes) => announceOutput(events, command.callId, "stdout", bytes));
    },
    settle() {
      const last = current;
      if (!last) return;
      if (last.child.end) announceEnd(last, endOfProcess(last.child.end));
      else void last.child.ended.then((end) => announceEnd(last, endOfProcess(end)));
    },
  };
}
