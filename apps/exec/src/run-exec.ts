/** One run of `codex exec`, from options to exit code. */
import type { AppServerClient, ServerNotification, ThreadStartResponse } from "@codex-ts/protocol/app-server";
import { RpcError } from "@codex-ts/protocol/app-server";
import type { ExecIo } from "./exec-io.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { formatHeader } from "./human/header.ts";
import { createHumanPrinter } from "./human/human-printer.ts";
import { createPaint, wantsColor } from "./human/style.ts";
import { checkImages, isInGitRepository, readOutputSchema, resolveDirectory } from "./input/check-inputs.ts";
import { readPrompt } from "./input/read-prompt.ts";
import { createJsonProjector } from "./jsonl/json-projector.ts";
import { openThread } from "./open-thread.ts";
import type { ExecOptions } from "./options/exec-options.ts";
import { writeLastMessage } from "./write-last-message.ts";

/** A run that ends before it began; the message is for stderr. */
class Refusal extends Error {}

/** Runs to the end of the turn and closes everything that was opened. */
export async function runExec(options: ExecOptions, io: ExecIo): Promise<ExitCode> {
  try {
    const cwd = unwrap(await resolveDirectory(options.cwd ?? io.cwd, io.cwd));
    const server = await io.openServer(toSettings(options));
    const client = server.connect({});
    try {
      return await runThread(client, options, cwd, io);
    } finally {
      await client.close();
    }
  } catch (error) {
    if (io.interrupt.aborted) return EXIT.interrupted;
    if (!(error instanceof Refusal) && !(error instanceof RpcError) && !isStateError(error)) throw error;
    const isComplete = error instanceof RpcError && error.message.startsWith("Error");
    io.stderr.write(`${isComplete || error instanceof Refusal ? "" : "Error: "}${error.message}\n`);
    return EXIT.failed;
  }
}

async function runThread(
  client: AppServerClient,
  options: ExecOptions,
  cwd: string,
  io: ExecIo,
): Promise<ExitCode> {
  const outputSchema =
    options.outputSchema === undefined ? undefined : unwrap(await readOutputSchema(options.outputSchema));
  const images = unwrap(await checkImages(options.images, io.cwd));
  const opened = await openThread(client, options, cwd, io.interrupt);
  if (!opened.ok) throw new Refusal(opened.reason);
  if (!options.skipsGitCheck && !(await isInGitRepository(cwd))) {
    throw new Refusal("Not inside a trusted directory and --skip-git-repo-check was not specified.");
  }
  const prompt = await readPrompt(options.prompt, io.stdin, (text) => io.stderr.write(`${text}\n`));
  if (!prompt.ok) throw new Refusal(prompt.reason);

  const teller = createTeller(options, io, opened.started, prompt.text);
  const { turn } = await client.request(
    "turn/start",
    {
      threadId: opened.started.thread.id,
      input: [
        ...images.map((path) => ({ type: "localImage" as const, path })),
        { type: "text" as const, text: prompt.text, text_elements: [] },
      ],
      ...(outputSchema === undefined ? {} : { outputSchema }),
    },
    io.interrupt,
  );
  return followTurn(client, options, io, teller, opened.started.thread.id, turn.id);
}

/** Tells the run to whoever reads it. */
interface Teller {
  tell(notification: ServerNotification): void;
}

function createTeller(
  options: ExecOptions,
  io: ExecIo,
  started: ThreadStartResponse,
  prompt: string,
): Teller {
  if (options.isJson) {
    const projector = createJsonProjector();
    const print = (event: unknown) => io.stdout.write(`${JSON.stringify(event)}\n`);
    print({ type: "thread.started", thread_id: started.thread.id });
    return { tell: (notification) => projector.project(notification).forEach(print) };
  }
  const paint = createPaint(wantsColor(options.color, io.stderr.isTerminal, io.env));
  const write = (line: string) => io.stderr.write(`${line}\n`);
  write(formatHeader(io.version, started, prompt, paint));
  const printer = createHumanPrinter({ write, paint, hidesReasoning: false });
  return { tell: (notification) => printer.print(notification) };
}

async function followTurn(
  client: AppServerClient,
  options: ExecOptions,
  io: ExecIo,
  teller: Teller,
  threadId: string,
  turnId: string,
): Promise<ExitCode> {
  const interrupt = () => {
    // The turn may end by itself at the same moment; then there is nothing left to interrupt.
    client
      .request("turn/interrupt", { threadId, turnId }, new AbortController().signal)
      .catch(() => undefined);
  };
  if (io.interrupt.aborted) interrupt();
  io.interrupt.addEventListener("abort", interrupt, { once: true });

  let lastMessage: string | undefined;
  let lastPlan: string | undefined;
  let hasFailed = false;
  for await (const notification of client.notifications) {
    teller.tell(notification);
    const { method, params } = notification;
    if (method === "error" && !params.willRetry) hasFailed = true;
    if (method === "item/completed" && params.item.type === "agentMessage") lastMessage = params.item.text;
    if (method === "item/completed" && params.item.type === "plan") lastPlan = params.item.text;
    if (method !== "turn/completed" || params.turn.id !== turnId) continue;
    if (params.turn.status === "interrupted") return interruptedCode(io.interrupt);
    const message = lastMessage ?? lastPlan;
    if (options.outputLastMessage !== undefined) {
      await writeLastMessage(options.outputLastMessage, message, (text) => io.stderr.write(`${text}\n`));
    }
    if (!options.isJson && message !== undefined) {
      io.stdout.write(message.endsWith("\n") ? message : `${message}\n`);
    }
    return hasFailed || params.turn.status === "failed" ? EXIT.failed : EXIT.ok;
  }
  return EXIT.failed;
}

function interruptedCode({ reason }: AbortSignal): ExitCode {
  return { SIGTERM: 143, SIGHUP: 129 }[String(reason)] ?? EXIT.interrupted;
}

function toSettings(options: ExecOptions) {
  return {
    configOverrides: options.configOverrides,
    enable: options.enable,
    disable: options.disable,
    profile: options.profile,
    oss: options.oss,
    additionalWritableRoots: options.addDirs,
    fallbackApprovalPolicy: "never" as const,
  };
}

function unwrap<Value>(
  checked: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: string },
): Value {
  if (checked.ok) return checked.value;
  throw new Refusal(`Error: ${checked.reason}`);
}

/** Failures of files on disk come as they are, with a message for the user. */
function isStateError(error: unknown): error is Error {
  return error instanceof Error && error.name === "StateError";
}
