import type { ConfigProblem } from "./diagnostics.ts";
import { loadConfig, loadConfigWithoutFiles } from "./load-config.ts";
import type { LoadConfigOptions } from "./load-options.ts";
import type { ResolvedConfig } from "./resolved-config.ts";

/** A place in a text. Lines and columns count from 1. */
export interface NoticePosition {
  readonly line: number;
  readonly column: number;
}

/** What a client is told about the settings when it connects, in the form of `configWarning`. */
export interface ConfigNotice {
  readonly summary: string;
  readonly details?: string;
  readonly path?: string;
  /** The end is the last character of the range. */
  readonly range?: { readonly start: NoticePosition; readonly end: NoticePosition };
}

/** Settings to start with and what is to be said about them, or why not even the defaults can be used. */
export type ConfigOrDefaults =
  | { readonly ok: true; readonly config: ResolvedConfig; readonly notices: readonly ConfigNotice[] }
  | { readonly ok: false; readonly errors: readonly ConfigProblem[] };

/**
 * Loads settings for a program that has to start although the user's files are faulty: then the defaults
 * count, with flags and with what an administrator requires. Faults of flags and of requirements stay errors.
 */
export async function loadConfigOrDefaults(
  options: LoadConfigOptions,
  signal: AbortSignal,
): Promise<ConfigOrDefaults> {
  const loaded = await loadConfig(options, signal);
  if (loaded.ok) return { ...loaded, notices: loaded.warnings.flatMap(disabledProjects) };
  const defaults = await loadConfigWithoutFiles(options, signal);
  if (!defaults.ok) return defaults;
  const [first] = loaded.errors;
  return { ok: true, config: defaults.config, notices: first ? [faultNotice(first)] : [] };
}

function disabledProjects({ code, message }: ResolvedConfig["warnings"][number]): readonly ConfigNotice[] {
  return code === "disabled-project" ? [{ summary: message }] : [];
}

function faultNotice({ message, place }: ConfigProblem): ConfigNotice {
  const summary = "Invalid configuration; using defaults.";
  if (!place) return { summary, details: message };
  return {
    summary,
    details: message,
    path: place.file,
    range: {
      start: { line: place.line, column: place.column },
      end: { line: place.endLine, column: place.endColumn },
    },
  };
}
