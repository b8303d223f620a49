/** The terminal token of the user agent, from environment variables. */
import type { Environment } from "../providers/provider.ts";

/** What `tmux display-message` says of the client that shows the session. */
export interface TmuxClient {
  /** `#{client_termtype}`, for example `ghostty 1.2.3`. */
  readonly termType: string | undefined;
  /** `#{client_termname}`, for example `xterm-256color`. */
  readonly termName: string | undefined;
}

/**
 * Names the terminal, with its version where one is known: what the terminal says of itself, else what its
 * own variables give away, else `TERM`, else `unknown`. Inside tmux pass the client's answer, because the
 * variables there are tmux's own.
 */
export function detectTerminal(env: Environment, tmux: TmuxClient | undefined): string {
  return sanitise(
    tmuxToken(env, tmux) ?? programToken(env) ?? markerToken(env) ?? text(env["TERM"]) ?? "unknown",
  );
}

function tmuxToken(env: Environment, tmux: TmuxClient | undefined): string | undefined {
  if (tmux === undefined || env["TERM_PROGRAM"]?.toLowerCase() !== "tmux") return undefined;
  const [program, version] = text(tmux.termType)?.trim().split(/\s+/) ?? [];
  if (program) return version ? `${program}/${version}` : program;
  return text(tmux.termName);
}

function programToken(env: Environment): string | undefined {
  const program = text(env["TERM_PROGRAM"]);
  if (program === undefined) return undefined;
  const version = text(env["TERM_PROGRAM_VERSION"]);
  return version === undefined ? program : `${program}/${version}`;
}

/** One terminal and the variables that only it sets. */
interface Marker {
  readonly name: string;
  readonly variables: readonly string[];
  /** The variable that holds its version. */
  readonly version?: string;
  /** A value of `TERM` that says the same. */
  readonly term?: RegExp;
}

/** In order of precedence. */
const MARKERS: readonly Marker[] = [
  { name: "WezTerm", variables: ["WEZTERM_VERSION"], version: "WEZTERM_VERSION" },
  { name: "iTerm.app", variables: ["ITERM_SESSION_ID", "ITERM_PROFILE", "ITERM_PROFILE_NAME"] },
  { name: "Apple_Terminal", variables: ["TERM_SESSION_ID"] },
  { name: "kitty", variables: ["KITTY_WINDOW_ID"], term: /kitty/ },
  { name: "Alacritty", variables: ["ALACRITTY_SOCKET"], term: /^alacritty$/ },
  { name: "Konsole", variables: ["KONSOLE_VERSION"], version: "KONSOLE_VERSION" },
  { name: "gnome-terminal", variables: ["GNOME_TERMINAL_SCREEN"] },
  { name: "VTE", variables: ["VTE_VERSION"], version: "VTE_VERSION" },
  { name: "WindowsTerminal", variables: ["WT_SESSION"] },
];

function markerToken(env: Environment): string | undefined {
  const marker = MARKERS.find(
    ({ variables, term }) =>
      variables.some((variable) => env[variable] !== undefined) || term?.test(env["TERM"] ?? ""),
  );
  if (marker === undefined) return undefined;
  const version = marker.version === undefined ? undefined : text(env[marker.version]);
  return version === undefined ? marker.name : `${marker.name}/${version}`;
}

function text(value: string | undefined): string | undefined {
  return value?.trim() ? value : undefined;
}

function sanitise(token: string): string {
  return token.replace(/[^A-Za-z0-9\-_./]/g, "_");
}
