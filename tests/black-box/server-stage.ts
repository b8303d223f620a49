/** The app-server of the built program on a stage, with a client at its pipes. */
import { connectWire, type Program, type ProgramOptions, type WireClient } from "@codex-ts/test-support";
import { openStage, type Stage, type StageOptions } from "./stage.ts";

/** A server that runs, and a client that is connected and has not said anything yet. */
export interface Server {
  readonly program: Program;
  readonly client: WireClient;
}

/** What every client says of itself. */
export const CLIENT = { clientInfo: { name: "tests", version: "1" } };

/** A client that may use what is still experimental. */
export const EXPERIMENTAL = { experimentalApi: true };

/** Starts the server; a stage may have several, one after the other or at once. */
export async function startServer(
  stage: Stage,
  args: readonly string[] = [],
  options: Partial<ProgramOptions> = {},
): Promise<Server> {
  const program = await stage.start(["app-server", ...args], { stdin: "open", ...options });
  return { program, client: connectWire(program) };
}

/** Plays with a server on a stage of its own; throws when the play leaves anything behind. */
export async function withServer(
  options: StageOptions,
  play: (server: Server & { readonly stage: Stage }) => Promise<void>,
  args: readonly string[] = [],
): Promise<void> {
  await using stage = await openStage(options);
  await play({ stage, ...(await startServer(stage, args)) });
  await stage.settle();
}

/** Shakes hands, opens a thread and gives its id. */
export async function openThread(client: WireClient, capabilities = {}, params = {}): Promise<string> {
  await client.result("initialize", { ...CLIENT, capabilities });
  const { thread } = await client.result("thread/start", params);
  return thread.id;
}

/** The input of a turn that says this. */
export const textInput = (text: string) => [{ type: "text", text }];

/** Runs one turn to its end, with text or with whole parameters, and gives the turn as it ended. */
export async function runTurn(
  client: WireClient,
  threadId: string,
  what: string | Readonly<Record<string, unknown>>,
): Promise<{ readonly id: string; readonly status: string; readonly error: unknown }> {
  const params = typeof what === "string" ? { input: textInput(what) } : what;
  const { turn } = await client.result("turn/start", { threadId, ...params });
  const ended = await client.told(
    "turn/completed",
    (told) => told.threadId === threadId && told.turn.id === turn.id,
  );
  return ended.params.turn;
}

/** Compacts a thread, and waits until that is over. */
export async function compactThread(client: WireClient, threadId: string): Promise<void> {
  const before = client.lines.length;
  await client.result("thread/compact/start", { threadId });
  await client.first(
    (line) =>
      line.method === "turn/completed" &&
      line.params.threadId === threadId &&
      client.lines.indexOf(line) >= before,
    "end of the compaction",
  );
}
