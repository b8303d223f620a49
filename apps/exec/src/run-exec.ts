/** One run of `codex exec`, from options to exit code. */
import { RpcError, type Turn } from "@codex-ts/protocol/app-server";
import type { ProcessSettings } from "@codex-ts/server";
import { answerRequests } from "./answer-requests.ts";
import { Refusal } from "./errors.ts";
import type { Engine, ExecIo } from "./exec-io.ts";
import { EXIT, type ExitCode, signalExitCode } from "./exit-code.ts";
import { followTurn } from "./follow-turn.ts";
import { formatRefusedCall } from "./format-refusal.ts";
import { createLineWriter, type LineWriter } from "./human/line-writer.ts";
import { createPullPrinter, type PullPrinter } from "./human/pull-printer.ts";
import {
  type Checked,
  checkImages,
  isInGitRepository,
  readOutputSchema,
  resolveDirectory,
} from "./input/check-inputs.ts";
import { readPrompt } from "./input/read-prompt.ts";
import { readReview } from "./input/read-review.ts";
import { openThread } from "./open-thread.ts";
import type { ExecOptions } from "./options/exec-options.ts";
import { createTeller } from "./teller.ts";

/** Runs to the end of the turn and closes everything that was opened. */
export async function runExec(options: ExecOptions, io: ExecIo): Promise<ExitCode> {
  const stderr = createLineWriter(io.stderr);
  const pulls = createPullPrinter(io.stderr);
  for (const sentence of options.idleFlags) stderr.line(`warning: ${sentence}`);
  try {
    const cwd = unwrap(await resolveDirectory(options.cwd ?? io.cwd, io.cwd));
    const server = await io.openServer(toSettings(options, pulls), listenFor(options, stderr));
    try {
      return await runThread(server, options, cwd, io, stderr, pulls);
    } finally {
      await server.close();
    }
  } catch (error) {
    pulls.finish();
    if (io.interrupt.aborted) return signalExitCode(io.interrupt);
    if (!(error instanceof Refusal) && !(error instanceof RpcError)) throw error;
    // What comes from reading the settings has its own heading.
    const isComplete = error instanceof Refusal || error.message.startsWith("Error");
    stderr.line(`${isComplete ? "" : "Error: "}${error.message}`);
    return EXIT.failed;
  }
}

async function runThread(
  server: Engine,
  options: ExecOptions,
  cwd: string,
  io: ExecIo,
  stderr: LineWriter,
  pulls: PullPrinter,
): Promise<ExitCode> {
  const client = server.connect(answerRequests((text) => stderr.line(text)));
  const outputSchema =
    options.outputSchema === undefined
      ? undefined
      : unwrap(await readOutputSchema(options.outputSchema, io.cwd));
  const images = unwrap(await checkImages(options.images, io.cwd, cwd, (text) => stderr.line(text)));
  const opened = await openThread(client, options, cwd, io.interrupt);
  pulls.finish();
  if (!opened.ok) throw new Refusal(`Error: ${opened.reason}`);
  if (!options.skipsGitCheck && !(await isInGitRepository(cwd))) {
    throw new Refusal(
      "Not inside a trusted directory and --skip-git-repo-check was not specified.\n" +
        `${cwd} is in no git repository: run \`git init\` there, name another folder with -C, or add --skip-git-repo-check.`,
    );
  }
  const { started } = opened;
  const threadId = started.thread.id;
  const openTeller = (prompt: string) =>
    createTeller({ options, io, stderr, started, prompt, display: server.displayOf(threadId) });
  const run = { server, client, options, io, stderr, threadId };
  if (options.review) {
    const target = unwrap(await readReview(options.review, options.prompt, io.stdin, io.interrupt));
    const { turn } = await client.request("review/start", { threadId, target }, io.interrupt);
    return followTurn({ ...run, teller: openTeller(describeRequest(turn)), turnId: turn.id });
  }
  const prompt = await readPrompt(options.prompt, io.stdin, (text) => stderr.line(text), io.interrupt);
  if (!prompt.ok) throw new Refusal(prompt.reason);
  const teller = openTeller(prompt.text);
  const input = [
    ...images.map((path) => ({ type: "localImage" as const, path })),
    { type: "text" as const, text: prompt.text, text_elements: [] },
  ];
  const params = { threadId, input, ...(outputSchema === undefined ? {} : { outputSchema }) };
  const { turn } = await client.request("turn/start", params, io.interrupt);
  return followTurn({ ...run, teller, turnId: turn.id });
}

/** What the engine calls the request of a turn that it has just started. */
function describeRequest({ items }: Turn): string {
  const texts = items.flatMap((item) => (item.type === "userMessage" ? item.content : []));
  return texts.map((part) => (part.type === "text" ? part.text : "")).join("");
}

function toSettings(options: ExecOptions, pulls: PullPrinter): ProcessSettings {
  return {
    configOverrides: options.configOverrides,
    enable: options.enable,
    disable: options.disable,
    profile: options.profile,
    oss: options.oss && { ...options.oss, onProgress: (progress) => pulls.report(progress) },
    additionalWritableRoots: options.addDirs,
    fallbackApprovalPolicy: "never",
    ...(options.isEphemeral ? { isEphemeral: true } : {}),
  };
}

/** Tells people what events have no place for; a reason that stays the same, once. */
function listenFor({ isJson }: ExecOptions, stderr: LineWriter): Parameters<ExecIo["openServer"]>[1] {
  if (isJson) return {};
  let told = "";
  return {
    onCallRefused: (refused) => stderr.line(formatRefusedCall(refused)),
    onUnreached(sentence) {
      if (sentence !== told) stderr.line(sentence);
      told = sentence;
    },
  };
}

function unwrap<Value>(checked: Checked<Value>): Value {
  if (checked.ok) return checked.value;
  throw new Refusal(`Error: ${checked.reason}`);
}
