/** A command that the user typed, behind `!` in the terminal. */
import { type OpOf, toTurnId } from "@codex-ts/protocol";
import { buildTurnContext } from "../build-turn-context.ts";
import { runUserCommand } from "../run-user-command.ts";
import type { Session } from "../session.ts";
import { startTask } from "../start-task.ts";

/** Runs it beside the running task, as a part of that turn, or else as a turn of its own. */
export function userShell(session: Session, id: string, { command }: OpOf<"run_user_shell_command">): void {
  const { running } = session.slot;
  if (running) {
    session.userCommands.start(running, (signal) => runUserCommand(session, running.turn, command, signal));
    return;
  }
  const turn = buildTurnContext(session, toTurnId(id), undefined);
  startTask(session, turn, "user_shell", async (signal) => {
    await runUserCommand(session, turn, command, signal);
    signal.throwIfAborted();
    return undefined;
  });
}
