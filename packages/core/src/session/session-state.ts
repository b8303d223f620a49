/** What changes while a session lives. */
import type { SessionSettings } from "./session-settings.ts";

/** The mutable state of a session, in one place. */
export interface SessionState {
  settings: SessionSettings;
  /** Settings as the model last heard of them. */
  toldSettings: SessionSettings;
  /** False on resume until the first turn has repeated the preamble. */
  isContextRecorded: boolean;
  /** The text that every request carries as instructions; fixed when the session opens. */
  readonly baseInstructions: string;
  /** Summary texts of earlier compactions, so that they are not taken for something the user said. */
  readonly summaries: Set<string>;
  /** Tools of MCP servers that the running task has found, by their full names. */
  readonly foundTools: Set<string>;
  /** Compactions in a row after which the history was still too long. */
  futileCompactions: number;
  /** True as soon as the end was asked for. */
  isClosed: boolean;
}
