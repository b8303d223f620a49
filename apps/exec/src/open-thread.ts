/** Opens the thread that the user chose. */
import { parseThreadId } from "@codex-ts/protocol";
import type {
  AppServerClient,
  ThreadSourceKind,
  ThreadStartParams,
  ThreadStartResponse,
} from "@codex-ts/protocol/app-server";
import type { ExecOptions } from "./options/exec-options.ts";

/** The opened thread, or a message for stderr. */
export type OpenedThread =
  | { readonly ok: true; readonly started: ThreadStartResponse }
  | { readonly ok: false; readonly reason: string };

/** Threads that a user began, whatever the front end. */
const USERS_KINDS: ThreadSourceKind[] = ["cli", "vscode", "exec", "appServer", "unknown"];

/** A thread that is named may also be one that another thread began. */
const ALL_KINDS: ThreadSourceKind[] = [
  ...USERS_KINDS,
  "subAgentReview",
  "subAgentCompact",
  "subAgentThreadSpawn",
  "subAgentOther",
];

/** Starts or resumes. A thread that was asked for and is not there is an error, never a new one. */
export async function openThread(
  client: AppServerClient,
  options: ExecOptions,
  cwd: string,
  signal: AbortSignal,
): Promise<OpenedThread> {
  const overrides: ThreadStartParams = {
    cwd,
    ...(options.model === undefined ? {} : { model: options.model }),
    ...(options.sandbox === undefined ? {} : { sandbox: options.sandbox }),
  };
  const threadId = await findThread(client, options, cwd, signal);
  if (threadId === "missing") {
    const wanted = options.thread.kind === "resume" ? options.thread.idOrName : "";
    return {
      ok: false,
      reason: `No saved session has the id or name ${wanted}. \`resume --last\` goes on with the newest one.`,
    };
  }
  if (threadId !== undefined) {
    return { ok: true, started: await client.request("thread/resume", { ...overrides, threadId }, signal) };
  }
  return { ok: true, started: await client.request("thread/start", overrides, signal) };
}

/** The id of the thread to resume; undefined for a new one. */
async function findThread(
  client: AppServerClient,
  { thread }: ExecOptions,
  cwd: string,
  signal: AbortSignal,
): Promise<string | "missing" | undefined> {
  if (thread.kind === "new") return undefined;
  if (thread.kind === "resume-last") {
    const { data } = await client.request(
      "thread/list",
      {
        limit: 1,
        sortKey: "updated_at",
        sourceKinds: USERS_KINDS,
        ...(thread.isAnyDirectory ? {} : { cwd }),
      },
      signal,
    );
    // As with 0.99.0, --last with nothing recorded begins a new session.
    return data[0]?.id;
  }
  const { idOrName } = thread;
  if (parseThreadId(idOrName)) return idOrName;
  const { data } = await client.request("thread/list", { name: idOrName, sourceKinds: ALL_KINDS }, signal);
  return data[0]?.id ?? "missing";
}
