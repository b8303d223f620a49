/** Keeps compiled code beside the scripts of the bundle, which halves the time to start. */
import { rm } from "node:fs/promises";
import path from "node:path";
import {
  callTool,
  customCall,
  type ModelReply,
  reply,
  runProgram,
  say,
  scriptedModel,
  tempHome,
  tempRepo,
} from "@codex-ts/test-support";
import { START_AND_KEEP } from "./bundle.ts";

/** A run whose functions are worth keeping. */
interface Run {
  readonly args: readonly string[];
  readonly replies?: readonly ModelReply[];
  readonly stdin?: string;
}

const PATCH = "*** Begin Patch\n*** Add File: new.txt\n+new\n*** End Patch\n";
const lines = (...messages: readonly unknown[]) =>
  messages.map((message) => `${JSON.stringify(message)}\n`).join("");

/** What people do all day. What is in none of them is compiled when it is first called. */
const RUNS: readonly Run[] = [
  { args: ["--version"] },
  { args: ["--help"] },
  { args: ["exec", "--help"] },
  { args: ["sandbox", "linux", "true"] },
  { args: ["--codex-arg0=apply_patch", PATCH] },
  { args: ["mcp", "list"] },
  { args: ["features", "list"] },
  {
    args: ["exec", "--json", "--sandbox", "workspace-write", "first"],
    replies: [
      reply(callTool("exec_command", { cmd: "cat README.md" }, "call-1")),
      reply(callTool("exec_command", { cmd: "true", login: false }, "call-2")),
      reply(customCall("apply_patch", PATCH, "call-3")),
      reply(callTool("update_plan", { plan: [{ step: "one", status: "completed" }] }, "call-4")),
      reply(say("done")),
    ],
  },
  { args: ["exec", "resume", "--last", "second"], replies: [reply(say("done"))] },
  {
    args: ["app-server"],
    stdin: lines(
      { id: 1, method: "initialize", params: { clientInfo: { name: "build", version: "0" } } },
      { method: "initialized" },
      { id: 2, method: "thread/start", params: {} },
      { id: 3, method: "thread/list", params: {} },
    ),
  },
];

/** Longest that one run may take, in ms. */
const RUN_MS = 20_000;

/**
 * Runs the program in `folder` on a throw-away home with a scripted model. Each run begins with the code that the
 * ones before it have kept. One that fails is told on stderr and costs nothing but speed: a machine may lack what
 * the run needs, such as a sandbox.
 */
export async function keepCompiled(folder: string): Promise<void> {
  const program = path.join(folder, START_AND_KEEP);
  await using model = await scriptedModel(RUNS.flatMap(({ replies }) => replies ?? []));
  await using home = await tempHome({ model });
  await using repo = await tempRepo({ "README.md": "hello\n" });
  for (const { args, stdin } of RUNS) {
    const { code, stderr } = await runProgram([process.execPath, program, ...args], {
      cwd: repo.path,
      env: home.env,
      stdin: stdin === undefined ? "ignore" : { text: stdin },
      signal: AbortSignal.timeout(RUN_MS),
    });
    if (code !== 0)
      console.warn(`\`codex ${args[0]}\` ended with status ${code}, and may start slowly:\n${stderr}`);
  }
  await rm(program);
}
