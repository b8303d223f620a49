/** What a scenario is, and short forms for the common kinds. */
import { closing, type ModelStep, type RequestBody } from "./model-events.ts";

/** What the model answers, as a list, or by the number of the request and what it carries. */
export type Script = readonly ModelStep[] | ((turn: number, body: RequestBody) => ModelStep | undefined);

/** Files by path. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** One command line, or several after each other, against a scripted model; read by the parity runner. */
export interface Scenario {
  readonly name: string;
  readonly script: Script;
  readonly args?: readonly string[];
  readonly runs?: readonly {
    readonly args: readonly string[];
    readonly stdin?: string | Buffer;
    readonly cwd?: string;
  }[];
  readonly stdin?: string | Buffer;
  /** Null: no model is configured. */
  readonly model?: string | null;
  readonly config?: string;
  /** In place of all of config.toml. */
  readonly rawConfig?: string;
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** In the workspace. */
  readonly files?: Files;
  /** In `CODEX_HOME`. */
  readonly home?: Files;
  /** False: the workspace is no repository. */
  readonly git?: boolean;
  /** Events may come in any order. */
  readonly sortEvents?: boolean;
  readonly sortChanges?: boolean;
  /** Outputs hold paths, so that their sizes differ from machine to machine. */
  readonly pathsInOutput?: boolean;
  /** Patterns of places that are not compared. */
  readonly ignore?: readonly string[];
  /** Further files to compare, from the scenario's own folder on. */
  readonly alsoRead?: readonly string[];
}

type More = Omit<Partial<Scenario>, "name" | "script">;

export const workspaceWrite: readonly string[] = ["-s", "workspace-write", "go"];
export const fullAccess: readonly string[] = ["--yolo", "go"];
export const unordered = { sortEvents: true } as const;

/** A scenario with its whole script. */
export const scenario = (name: string, script: Script, more: More = {}): Scenario => ({
  name,
  script,
  ...more,
});

/** The model calls tools, then ends the turn. */
export const toolScenario = (name: string, steps: readonly ModelStep[], more: More = {}): Scenario =>
  scenario(name, [...steps, closing()], more);

/** The model patches the workspace, which it may write. */
export const patchScenario = (name: string, steps: readonly ModelStep[], more: More = {}): Scenario =>
  toolScenario(name, steps, { args: workspaceWrite, ...more });

/** A command line, answered with one message unless a script says more. */
export const commandLine = (
  name: string,
  args: readonly string[],
  more: More & { readonly script?: Script } = {},
): Scenario => ({ name, args, script: [closing()], ...more });

/** Lines of config.toml. */
export const settings = (
  name: string,
  config: string,
  more: More & { readonly script?: Script } = {},
): Scenario => ({ name, config, script: [closing()], ...more });

/** Flags before the prompt. */
export const flags = (name: string, args: readonly string[]): Scenario => commandLine(name, [...args, "go"]);

/** Several command lines on one home, with a script of their own. */
export const threadRuns = (
  name: string,
  runs: readonly (readonly string[])[],
  script: Script,
  more: More & { readonly script?: Script } = {},
): Scenario => ({ name, runs: runs.map((args) => ({ args })), script, ...more });

/** Several command lines on one home, each answered with one message. */
export const answeredRuns = (name: string, runs: readonly (readonly string[])[], more: More = {}): Scenario =>
  threadRuns(
    name,
    runs,
    runs.map((_, index) => closing(`answer ${index + 1}`)),
    more,
  );
