/** What the model is told of a call that the user interrupted. */

/** Tools whose interrupted output starts like their normal one (Codex 0.99.0). */
const WITH_WALL_TIME = new Set(["shell", "container.exec", "local_shell", "shell_command", "unified_exec"]);

/** The output text of an interrupted call after `elapsedMs` milliseconds; at least a tenth of a second is told. */
export function abortedText(toolName: string, elapsedMs: number): string {
  const seconds = Math.max(0.1, elapsedMs / 1000).toFixed(1);
  return WITH_WALL_TIME.has(toolName)
    ? `Wall time: ${seconds} seconds\naborted by user`
    : `aborted by user after ${seconds}s`;
}
