import type { ApprovalPolicy, Personality, SandboxMode } from "@codex-ts/protocol";
import type { ReadManagedPreference } from "./layers/managed-preferences.ts";
import type { CliOverride } from "./layers/overrides.ts";
import type { Env } from "./providers.ts";

/** What to load and for whom. */
export interface LoadConfigOptions {
  /** The configuration home (see `findCodexHome`), absolute. */
  readonly home: string;
  /** The working directory that the settings are for, absolute. */
  readonly cwd: string;
  /** `skip` for settings that belong to no thread: the project's own files are not read then. */
  readonly projectLayers: "load" | "skip";
  readonly env: Env;
  /** Values of dedicated flags and request parameters; they beat every file and every `-c`. */
  readonly overrides: ConfigOverrides;
  /** `-c`, `--enable` and `--disable`, in the order in which they count. */
  readonly cliOverrides: readonly CliOverride[];
  /** `--profile`; beats the key `profile`. */
  readonly profile: string | undefined;
  /** The machine's directory of settings (`/etc/codex`): config.toml, managed_config.toml, requirements.toml. */
  readonly systemDir: string;
  /** As in `process.platform`. */
  readonly platform: string;
  /** Reads the managed preferences of macOS; left out elsewhere. */
  readonly readManagedPreference?: ReadManagedPreference;
  /**
   * The requirements that the user's organisation keeps in the cloud, as TOML; undefined where there are
   * none. A rejection stops the start, so whoever supplies it decides how a failure is to be met.
   */
  readonly cloudRequirements?: (signal: AbortSignal) => Promise<string | undefined>;
  /** The program's version, sent to the built-in provider. */
  readonly version: string;
}

/** Typed overrides. A missing one leaves the decision to the layers. */
export interface ConfigOverrides {
  readonly model?: string;
  readonly reviewModel?: string;
  readonly modelProvider?: string;
  readonly approvalPolicy?: ApprovalPolicy;
  /** Beats files and profiles but not `-c approval_policy`; what a front end that cannot ask passes. */
  readonly approvalPolicyBelowFlags?: ApprovalPolicy;
  readonly sandboxMode?: SandboxMode;
  /** `--add-dir`: roots added in workspace-write; relative ones count from cwd. */
  readonly additionalWritableRoots?: readonly string[];
  readonly baseInstructions?: string;
  readonly developerInstructions?: string;
  readonly compactPrompt?: string;
  readonly personality?: Personality;
  readonly isEphemeral?: boolean;
  /** `--oss`, with the value of `--local-provider`. */
  readonly oss?: { readonly localProvider: string | undefined };
}
