/** What the user asked `codex exec` to do, ready to use. */
import type { ReviewTarget, SandboxMode } from "@codex-ts/protocol";

/** Which thread to work in. */
export type ThreadChoice =
  | { readonly kind: "new" }
  | { readonly kind: "resume"; readonly idOrName: string }
  | { readonly kind: "resume-last"; readonly isAnyDirectory: boolean };

/** What to review; with `instructions` the prompt says it. */
export type ReviewChoice =
  | Exclude<ReviewTarget, { readonly type: "custom" }>
  | { readonly type: "instructions" };

/** A command with a help page of its own; `program-review` is `codex review`. */
export type ExecCommand = "exec" | "resume" | "review" | "program-review";

/** The options of one run. */
export interface ExecOptions {
  /** Undefined: to be read from stdin; `-` always means stdin. */
  readonly prompt: string | undefined;
  /** Paths as the user wrote them. */
  readonly images: readonly string[];
  readonly thread: ThreadChoice;
  /** Undefined: the prompt is a task, not a review. */
  readonly review: ReviewChoice | undefined;
  readonly model: string | undefined;
  readonly sandbox: SandboxMode | undefined;
  readonly cwd: string | undefined;
  readonly skipsGitCheck: boolean;
  readonly isEphemeral: boolean;
  readonly isJson: boolean;
  readonly color: "always" | "never" | "auto";
  readonly outputSchema: string | undefined;
  readonly outputLastMessage: string | undefined;
  readonly profile: string | undefined;
  readonly oss: { readonly localProvider: string | undefined } | undefined;
  /** Sentences about flags that change nothing. */
  readonly idleFlags: readonly string[];
  readonly addDirs: readonly string[];
  readonly configOverrides: readonly string[];
  readonly enable: readonly string[];
  readonly disable: readonly string[];
}

/** What the command line comes to. */
export type ParsedExec =
  | { readonly kind: "run"; readonly options: ExecOptions }
  | { readonly kind: "help"; readonly command: ExecCommand }
  | { readonly kind: "version" }
  | { readonly kind: "refused"; readonly message: string }
  | {
      readonly kind: "usage-error";
      readonly message: string;
      readonly tip: string | undefined;
      readonly command: ExecCommand;
    };
