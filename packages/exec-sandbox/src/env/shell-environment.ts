/** The environment of tool commands, after the settings table `shell_environment_policy`. */
import { matchesAnyPattern } from "./name-pattern.ts";

/** An environment: names to values. */
export type Environment = Readonly<Record<string, string>>;

/** The settings, with every default filled in by the caller. */
export interface ShellEnvironmentPolicy {
  /** What is taken over from this process: everything, the few names that programs need, or nothing. */
  readonly inherit: "all" | "core" | "none";
  /** False drops names that look like secrets (`*KEY*`, `*SECRET*`, `*TOKEN*`). */
  readonly ignoreDefaultExcludes: boolean;
  /** Patterns of names to drop; `*` and `?` are wildcards, case does not matter. */
  readonly exclude: readonly string[];
  /** Values to set afterwards. */
  readonly set: Environment;
  /** When not empty, only names that match one of these patterns stay, set ones included. */
  readonly includeOnly: readonly string[];
}

/** What the environment is built from. */
export interface ShellEnvironmentInput {
  readonly policy: ShellEnvironmentPolicy;
  /** The environment of this process. */
  readonly inherited: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Given to commands as `CODEX_THREAD_ID`, whatever the policy filters; undefined outside of a thread. */
  readonly threadId: string | undefined;
}

const CORE_NAMES = ["HOME", "LOGNAME", "PATH", "SHELL", "USER", "USERNAME", "TMPDIR", "TEMP", "TMP"];
const SECRET_PATTERNS = ["*KEY*", "*SECRET*", "*TOKEN*"];
const THREAD_ID = "CODEX_THREAD_ID";

/** Builds the environment of a command. The order of the steps is part of the contract of the settings. */
export function shellEnvironment(input: ShellEnvironmentInput): Record<string, string> {
  const { policy } = input;
  const env = inheritedPart(input);
  if (!policy.ignoreDefaultExcludes) dropNames(env, (name) => matchesAnyPattern(name, SECRET_PATTERNS));
  dropNames(env, (name) => matchesAnyPattern(name, policy.exclude));
  Object.assign(env, policy.set);
  if (policy.includeOnly.length > 0) dropNames(env, (name) => !matchesAnyPattern(name, policy.includeOnly));
  if (input.threadId !== undefined) env[THREAD_ID] = input.threadId;
  return env;
}

function inheritedPart({ policy, inherited, platform }: ShellEnvironmentInput): Record<string, string> {
  if (policy.inherit === "none") return {};
  const isCore = (name: string) => CORE_NAMES.includes(platform === "win32" ? name.toUpperCase() : name);
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && (policy.inherit === "all" || isCore(name))) env[name] = value;
  }
  return env;
}

function dropNames(env: Record<string, string>, isDropped: (name: string) => boolean): void {
  for (const name of Object.keys(env)) if (isDropped(name)) delete env[name];
}
