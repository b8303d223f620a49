/** What the user asked `codex exec` to do, ready to use. */
import type { SandboxMode } from "@codex-ts/protocol";

/** Which thread to work in. */
export type ThreadChoice =
  | { readonly kind: "new" }
  | { readonly kind: "resume"; readonly idOrName: string }
  | { readonly kind: "resume-last"; readonly isAnyDirectory: boolean };

/** The options of one run. */
export interface ExecOptions {
  /** Undefined: to be read from stdin; `-` always means stdin. */
  readonly prompt: string | undefined;
  /** Paths as the user wrote them. */
  readonly images: readonly string[];
  readonly thread: ThreadChoice;
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
  readonly addDirs: readonly string[];
  readonly configOverrides: readonly string[];
  readonly enable: readonly string[];
  readonly disable: readonly string[];
}

/** What the command line comes to. */
export type ParsedExec =
  | { readonly kind: "run"; readonly options: ExecOptions }
  | { readonly kind: "help"; readonly command: "exec" | "resume" }
  | { readonly kind: "version" }
  | { readonly kind: "unsupported"; readonly message: string }
  | {
      readonly kind: "usage-error";
      readonly message: string;
      readonly tip: string | undefined;
      readonly command: "exec" | "resume";
    };
