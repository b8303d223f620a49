/** Follows the turn to its end, and then the engine to its own. */
import type { AppServerClient, ServerNotification, Turn } from "@codex-ts/protocol/app-server";
import { untilAborted } from "@codex-ts/std";
import type { Engine, ExecIo } from "./exec-io.ts";
import { EXIT, type ExitCode, signalExitCode } from "./exit-code.ts";
import type { LineWriter } from "./human/line-writer.ts";
import type { ExecOptions } from "./options/exec-options.ts";
import type { Teller } from "./teller.ts";
import { writeLastMessage } from "./write-last-message.ts";

/**
 * What counts for the run only when it is of its own thread. The rest of what agents do is told like the
 * thread's own work (0.99.0).
 */
const COUNTED: ReadonlySet<ServerNotification["method"]> = new Set([
  "turn/completed",
  "thread/tokenUsage/updated",
]);

/** A turn that has just been started, with everything around it. */
export interface RunningTurn {
  readonly server: Engine;
  readonly client: AppServerClient;
  readonly options: ExecOptions;
  readonly io: ExecIo;
  readonly stderr: LineWriter;
  readonly teller: Teller;
  readonly threadId: string;
  readonly turnId: string;
}

/** What a turn has come to so far. */
interface Outcome {
  lastMessage: string | undefined;
  lastPlan: string | undefined;
  hasFailed: boolean;
  status: Turn["status"] | undefined;
}

/**
 * Tells everything up to the end of the turn, closes the engine, and gives the exit code. What goes wrong
 * while the engine closes, such as a session that cannot be saved, still counts.
 */
export async function followTurn(turn: RunningTurn): Promise<ExitCode> {
  const { server, client, io, stderr, teller, threadId } = turn;
  interruptOn(turn);
  const outcome: Outcome = {
    lastMessage: undefined,
    lastPlan: undefined,
    hasFailed: false,
    status: undefined,
  };
  let closing: Promise<void> | undefined;
  for await (const notification of client.notifications) {
    const { method, params } = notification;
    if (closing) {
      if (method !== "error" || params.willRetry) continue;
      stderr.line(`ERROR: ${params.error.message}`);
      outcome.hasFailed = true;
      continue;
    }
    const isOwn = !("threadId" in params) || params.threadId === threadId;
    if (!isOwn && COUNTED.has(method)) continue;
    teller.tell(notification);
    note(outcome, notification, isOwn);
    await keepPace(teller, io.interrupt);
    if (method !== "turn/completed") continue;
    outcome.status = params.turn.status;
    await tellEnd(turn, outcome);
    closing = server.close();
  }
  await closing;
  if (outcome.status === undefined) stderr.line("ERROR: the engine ended before the turn did");
  if (outcome.status === "interrupted") return signalExitCode(io.interrupt);
  return outcome.status === "completed" && !outcome.hasFailed ? EXIT.ok : EXIT.failed;
}

/** Interrupts the turn as soon as the program is told to end. */
function interruptOn({ client, io, threadId, turnId }: RunningTurn): void {
  const interrupt = () => {
    // The turn may end by itself at the same moment; then there is nothing left to interrupt.
    client
      .request("turn/interrupt", { threadId, turnId }, new AbortController().signal)
      .catch(() => undefined);
  };
  if (io.interrupt.aborted) interrupt();
  else io.interrupt.addEventListener("abort", interrupt, { once: true });
}

/** A slow reader slows the run down instead of filling the memory, but never stands in the way of its end. */
async function keepPace(teller: Teller, interrupt: AbortSignal): Promise<void> {
  if (!interrupt.aborted) await untilAborted(teller.drained(), interrupt).catch(() => undefined);
}

/** Errors count whoever has them (0.99.0); an answer is only what the thread itself says. */
function note(outcome: Outcome, { method, params }: ServerNotification, isOwn: boolean): void {
  if (method === "error" && !params.willRetry) outcome.hasFailed = true;
  if (method !== "item/completed" || !isOwn) return;
  if (params.item.type === "agentMessage") outcome.lastMessage = params.item.text;
  if (params.item.type === "plan") outcome.lastPlan = params.item.text;
}

async function tellEnd({ options, io, stderr, teller }: RunningTurn, outcome: Outcome): Promise<void> {
  if (outcome.status === "interrupted") return;
  // A review that came to nothing still says so in a message, which is no result.
  const hasResult = !options.review || (outcome.status === "completed" && !outcome.hasFailed);
  const message = hasResult ? (outcome.lastMessage ?? outcome.lastPlan) : undefined;
  if (message !== undefined) teller.tellAnswer(message);
  if (options.outputLastMessage === undefined) return;
  await writeLastMessage(options.outputLastMessage, io.cwd, message, (text) => stderr.line(text));
}
