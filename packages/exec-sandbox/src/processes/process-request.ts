/** What a process of the store is started with. */
import type { SandboxPlan } from "../sandbox/plan.ts";

/** A process to start. */
export interface ProcessRequest {
  /** Program and arguments; a program without a slash is looked up in `env.PATH`. */
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** The whole environment; the plan adds its own announcements. */
  readonly env: Readonly<Record<string, string>>;
  /** From `selectSandbox`. */
  readonly plan: SandboxPlan;
  /** True for a terminal of 24 rows and 80 columns, false for pipes without standard input. */
  readonly tty: boolean;
}
