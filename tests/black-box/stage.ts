/** One run of the built program: a model, a home and a repository that go away together. */
import path from "node:path";
import {
  type Files,
  type Handshakes,
  type LeakGuard,
  leakGuard,
  type Program,
  type ProgramOptions,
  type ProgramResult,
  type Replies,
  type ScriptedModel,
  scriptedModel,
  startProgram,
  type TempHome,
  type TempHomeOptions,
  type TempRepo,
  tempHome,
  tempRepo,
} from "@codex-ts/test-support";

/** What a test puts on the stage. */
export interface StageOptions {
  readonly replies: Replies;
  /** Answers to WebSocket handshakes; all are accepted when not given. */
  readonly handshakes?: Handshakes;
  /** Files of the repository, besides a README.md. */
  readonly files?: Files;
  /** Settings and files of the home. */
  readonly home?: Omit<TempHomeOptions, "model">;
}

/** An event line of `--json`, with only the member that all have. */
export interface JsonLine {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** How the program ended, with its JSON lines parsed. */
export interface CodexResult extends ProgramResult {
  readonly events: readonly JsonLine[];
}

/** A place to run the program in. */
export interface Stage extends AsyncDisposable {
  readonly model: ScriptedModel;
  readonly home: TempHome;
  readonly repo: TempRepo;
  /** Runs `codex` with these arguments to its end. */
  codex(...args: readonly string[]): Promise<CodexResult>;
  /** Starts `codex` and leaves it running. */
  start(args: readonly string[], options?: Partial<ProgramOptions>): Promise<Program>;
  /** Starts another program in the same place, such as a shell that becomes `codex`. */
  startProgram(argv: readonly string[], options: Partial<ProgramOptions>): Promise<Program>;
  /** Runs a Bash script in which `"$0"` is the program, for what needs pipes, limits or links. */
  shell(script: string): Promise<ProgramResult>;
  /**
   * Throws unless the script was played to its end and nothing that the program started is left after
   * `graceMs` milliseconds.
   */
  settle(graceMs?: number): Promise<void>;
}

/** The program under test; another one can be named to see where it differs. */
export const CODEX =
  process.env["CODEX_UNDER_TEST"] ?? path.resolve(import.meta.dirname, "../../dist/bin/codex");
const DEADLINE_MS = 15_000;

/** Builds the stage. The program gets a small environment of its own and an end after 15 s. */
export async function openStage(options: StageOptions): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const model = stack.use(
    await scriptedModel(options.replies, options.handshakes && { handshakes: options.handshakes }),
  );
  const home = stack.use(await tempHome({ ...options.home, model }));
  const repo = stack.use(await tempRepo({ "README.md": "hello\n", ...options.files }));
  const guard: LeakGuard = await leakGuard({ roots: [home.home, repo.path] });

  const startIn: Stage["startProgram"] = (argv, changes) =>
    startProgram(argv, {
      cwd: repo.path,
      env: home.env,
      stdin: "ignore",
      signal: AbortSignal.timeout(DEADLINE_MS),
      ...changes,
    });
  const start: Stage["start"] = (args, changes = {}) => startIn([CODEX, ...args], changes);

  const kept = stack.move();
  return {
    model,
    home,
    repo,
    start,
    async codex(...args) {
      const program = await start(args);
      const result = await program.result;
      return { ...result, events: args.includes("--json") ? parseLines(result.stdout) : [] };
    },
    startProgram: startIn,
    async shell(script) {
      return (await startIn(["bash", "-c", script, CODEX], {})).result;
    },
    async settle(graceMs) {
      model.verify();
      await guard.check(graceMs);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** The lines of `--json`; throws at a line that is not an object with a type. */
export function parseLines(stdout: string): readonly JsonLine[] {
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const value = JSON.parse(line) as JsonLine;
      if (typeof value.type !== "string") throw new Error(`not an event: ${line}`);
      return value;
    });
}
