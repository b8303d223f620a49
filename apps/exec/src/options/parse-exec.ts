/** From arguments to options. */
import type { SandboxMode } from "@codex-ts/protocol";
import { type ReadCommandLine, readCommandLine } from "@codex-ts/std";
import { execGrammar, programReviewGrammar, resumeGrammar, reviewGrammar } from "./exec-grammar.ts";
import type { ExecOptions, ParsedExec, ReviewChoice, ThreadChoice } from "./exec-options.ts";

type Values = ReadCommandLine["values"];

/** Reads the arguments after `codex exec`. `inherited` stood before the word `exec`; the later ones win. */
export function parseExec(args: readonly string[], inherited: Values): ParsedExec {
  const read = readCommandLine(execGrammar, args);
  if (!read.ok) return { kind: "usage-error", message: read.message, tip: read.tip, command: "exec" };
  if (read.values.has("help")) return { kind: "help", command: "exec" };
  if (read.subcommand?.name === "help") return parseHelp(read.subcommand.args[0]);
  if (read.values.has("version")) return { kind: "version" };
  const values = merge(inherited, read.values);
  if (read.subcommand?.name === "review") return parseReview(read.subcommand.args, values, "review");
  if (read.subcommand) return parseResume(read.subcommand.args, values, read.words[0]);
  return { kind: "run", options: toOptions(values, read.words[0]) };
}

function parseHelp(command: string | undefined): ParsedExec {
  if (command === undefined || command === "help") return { kind: "help", command: "exec" };
  if (command === "resume" || command === "review") return { kind: "help", command };
  return {
    kind: "usage-error",
    message: `unrecognized subcommand '${command}'`,
    tip: undefined,
    command: "exec",
  };
}

function parseResume(args: readonly string[], outer: Values, outerPrompt: string | undefined): ParsedExec {
  const read = readCommandLine(resumeGrammar, args);
  if (!read.ok) return { kind: "usage-error", message: read.message, tip: read.tip, command: "resume" };
  if (read.values.has("help")) return { kind: "help", command: "resume" };
  if (read.values.has("version")) return { kind: "version" };
  const values = merge(outer, read.values);
  const [first, second] = read.words;
  const isLast = values.has("last");
  // With --last there is no id to give, so a single word is the prompt.
  const [id, prompt] = isLast && second === undefined ? [undefined, first] : [first, second];
  return {
    kind: "run",
    options: { ...toOptions(values, prompt ?? outerPrompt), thread: chooseThread(id, isLast, values) },
  };
}

function chooseThread(id: string | undefined, isLast: boolean, values: Values): ThreadChoice {
  if (id !== undefined) return { kind: "resume", idOrName: id };
  return isLast ? { kind: "resume-last", isAnyDirectory: values.has("all") } : { kind: "new" };
}

/**
 * Reads the arguments after `codex exec review` or, with fewer flags, after `codex review`. `outer` stood before.
 * What is to be reviewed is said by one flag or by words.
 */
export function parseReview(
  args: readonly string[],
  outer: Values,
  command: "review" | "program-review",
): ParsedExec {
  const read = readCommandLine(command === "review" ? reviewGrammar : programReviewGrammar, args);
  if (!read.ok) return { kind: "usage-error", message: read.message, tip: read.tip, command };
  if (read.values.has("help")) return { kind: "help", command };
  if (read.values.has("version")) return { kind: "version" };
  const [prompt] = read.words;
  const target = chooseTarget(read.values);
  const conflict = findReviewConflict(read.values, prompt);
  if (conflict !== undefined) return { kind: "usage-error", message: conflict, tip: undefined, command };
  if (!target && prompt === undefined) {
    return {
      kind: "refused",
      message: "Specify --uncommitted, --base, --commit, or provide custom review instructions",
    };
  }
  const options = toOptions(merge(outer, read.values), prompt);
  return { kind: "run", options: { ...options, review: target ?? { type: "instructions" } } };
}

function chooseTarget(values: Values): Exclude<ReviewChoice, { type: "instructions" }> | undefined {
  const [branch] = values.get("base") ?? [];
  if (branch !== undefined) return { type: "baseBranch", branch };
  const [sha] = values.get("commit") ?? [];
  if (sha !== undefined) return { type: "commit", sha, title: values.get("title")?.[0] ?? null };
  return values.has("uncommitted") ? { type: "uncommittedChanges" } : undefined;
}

/** What no table of flags can say. */
function findReviewConflict(values: Values, prompt: string | undefined): string | undefined {
  const target = ["uncommitted", "base", "commit"].find((name) => values.has(name));
  if (target !== undefined && prompt !== undefined) {
    return `the argument '--${target}' cannot be used with '[PROMPT]'`;
  }
  if (values.has("title") && !values.has("commit")) return "'--title' needs '--commit <SHA>'";
  return undefined;
}

/** Repeated values add up, the others are replaced by the later ones. */
function merge(earlier: Values, later: Values): Values {
  const merged = new Map(earlier);
  for (const [name, values] of later) {
    const isList = ["config", "enable", "disable", "add-dir", "image"].includes(name);
    merged.set(name, isList ? [...(merged.get(name) ?? []), ...values] : values);
  }
  return merged;
}

/** The options of a new thread. */
function toOptions(values: Values, prompt: string | undefined): ExecOptions {
  const one = (name: string) => values.get(name)?.at(-1);
  const all = (name: string) => values.get(name) ?? [];
  const isUnconfined = values.has("dangerously-bypass-approvals-and-sandbox");
  return {
    prompt,
    thread: { kind: "new" },
    review: undefined,
    images: all("image")
      .flatMap((value) => value.split(","))
      .filter((path) => path !== ""),
    model: one("model"),
    sandbox: chooseSandbox(one("sandbox"), isUnconfined, values.has("full-auto")),
    cwd: one("cd"),
    skipsGitCheck: values.has("skip-git-repo-check") || isUnconfined,
    isEphemeral: values.has("ephemeral"),
    isJson: values.has("json"),
    color: (one("color") ?? "auto") as ExecOptions["color"],
    outputSchema: one("output-schema"),
    outputLastMessage: one("output-last-message"),
    profile: one("profile"),
    oss: values.has("oss") ? { localProvider: one("local-provider") } : undefined,
    idleFlags:
      values.has("local-provider") && !values.has("oss")
        ? ["--local-provider has no effect without --oss."]
        : [],
    addDirs: all("add-dir"),
    configOverrides: [...impliedOverrides(values), ...all("config")],
    enable: all("enable"),
    disable: all("disable"),
  };
}

/** Flags of the interactive program that stood before `exec`; a `-c` is nearer to the user. */
function impliedOverrides(values: Values): readonly string[] {
  const policy = values.get("ask-for-approval")?.at(-1);
  return [
    ...(policy === undefined ? [] : [`approval_policy="${policy}"`]),
    ...(values.has("search") ? ['web_search="live"'] : []),
  ];
}

function chooseSandbox(
  named: string | undefined,
  isUnconfined: boolean,
  isFullAuto: boolean,
): SandboxMode | undefined {
  if (isFullAuto) return "workspace-write";
  if (isUnconfined) return "danger-full-access";
  return named as SandboxMode | undefined;
}
