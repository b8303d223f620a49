/** `codex sandbox`: the user's own commands, confined like the agent's. */
import { readSandboxSupport } from "@codex-ts/runtime/policy";
import { RuntimeError, runSandboxed } from "@codex-ts/runtime/sandbox";
import { formatHelp, type ReadCommandLine, readCommandLine, similarNameTip } from "@codex-ts/std";
import { readOrAnswer, refuseCommandLine } from "../answer-command-line.ts";
import { toProcessSettings } from "../process-settings.ts";
import { runtimeOptions } from "../runtime-options.ts";
import { writeText } from "../write-text.ts";
import { attachedExitCode } from "./attached-exit-code.ts";
import { passSignals } from "./pass-signals.ts";
import {
  platformGrammar,
  platformPage,
  type SandboxPlatform,
  sandboxGrammar,
  sandboxPage,
  sandboxPlatforms,
  statusGrammar,
  statusPage,
} from "./sandbox-grammar.ts";

type Values = ReadCommandLine["values"];

/** Runs the command; gives the exit code: that of the confined command, where one ran. */
export async function runSandboxCommand(args: readonly string[], inherited: Values): Promise<number> {
  const read = readCommandLine(sandboxGrammar, args);
  if (!read.ok) return refuseCommandLine(sandboxPage, read);
  const [unknown] = read.words;
  if (unknown !== undefined) {
    const tip = similarNameTip("command", unknown, sandboxGrammar.subcommands);
    return refuseCommandLine(sandboxPage, { message: `unrecognized subcommand '${unknown}'`, tip });
  }
  const { subcommand } = read;
  const platform = sandboxPlatforms.find(({ names }) => names.includes(subcommand?.name ?? ""));
  if (platform && subcommand) return runPlatform(platform, subcommand.args, [inherited, read.values]);
  if (subcommand?.name === "status") return runStatus(subcommand.args);
  const help = formatHelp(sandboxPage, sandboxGrammar);
  const isAsked = subcommand !== undefined || read.values.has("help");
  writeText(isAsked ? 1 : 2, help);
  return isAsked ? 0 : 2;
}

async function runPlatform(
  platform: SandboxPlatform,
  args: readonly string[],
  outer: readonly Values[],
): Promise<number> {
  const grammar = platformGrammar(platform);
  const page = platformPage(platform);
  const read = readOrAnswer(grammar, page, args);
  if (typeof read === "number") return read;
  if (process.platform !== platform.platform) return fail(platform.onlyOn);
  if (read.values.has("log-denials")) return fail("--log-denials is not part of this version yet");
  if (read.words.length === 0) {
    return refuseCommandLine(page, { message: "there is no command to run", tip: undefined });
  }
  return runConfined(read.words, [...outer, read.values]);
}

async function runConfined(argv: readonly string[], values: readonly Values[]): Promise<number> {
  const options = runtimeOptions("codex_cli_rs", "cli");
  const one = (name: string) => values.flatMap((each) => each.get(name) ?? []).at(-1);
  const mode = values.at(-1)?.has("full-auto") ? "workspace-write" : "read-only";
  try {
    const outcome = await runSandboxed(
      options,
      toProcessSettings(values),
      { argv, mode, cwd: one("cd") },
      (message) => writeText(2, `warning: ${message}\n`),
      passSignals(process),
    );
    return attachedExitCode(outcome, (text) => writeText(2, text));
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    writeText(2, `${error.message}\n`);
    return 1;
  }
}

async function runStatus(args: readonly string[]): Promise<number> {
  const read = readOrAnswer(statusGrammar, statusPage, args);
  if (typeof read === "number") return read;
  const support = await readSandboxSupport(runtimeOptions("codex_cli_rs", "cli"), passSignals(process));
  if (read.values.has("json")) {
    const level = support.kind === "linux" ? support.level : null;
    writeText(1, `${JSON.stringify({ kind: support.kind, level, reason: support.reason })}\n`);
    return support.kind === "none" ? 1 : 0;
  }
  const name = support.kind === "linux" ? `level ${support.level} of 3` : support.kind;
  writeText(1, `sandbox: ${name}\n${support.reason}\n`);
  return support.kind === "none" ? 1 : 0;
}

function fail(message: string): number {
  writeText(2, `Error: ${message}\n`);
  return 1;
}
