/** Telling from a command's result that the sandbox, not the command itself, made it fail. */
import type { SandboxPlan } from "./sandbox/plan.ts";
import { isConfined } from "./sandbox/plan.ts";

/** What a finished command left to judge. */
export interface DenialEvidence {
  readonly exitCode: number;
  /** Each text that the command wrote; the same text twice does no harm. */
  readonly outputs: readonly string[];
}

/** A likely denial. `path` is the file that was refused, where the output names one. */
export interface SandboxDenial {
  readonly keyword: string | undefined;
  readonly path: string | undefined;
}

/** Words that programs print when the kernel refuses them something (list of 0.99.0). */
const KEYWORDS = [
  "operation not permitted",
  "permission denied",
  "read-only file system",
  "seccomp",
  "sandbox",
  "landlock",
  "failed to write file",
] as const;
/** 128 + SIGSYS: killed by a system-call filter. */
const SIGSYS_STATUS = 159;

/**
 * Guesses whether the sandbox denied something. Undefined means no. A guess only: words in the output of a
 * failed command count, whatever program printed them.
 */
export function likelyDenial(plan: SandboxPlan, evidence: DenialEvidence): SandboxDenial | undefined {
  if (!isConfined(plan) || evidence.exitCode === 0) return undefined;
  for (const output of evidence.outputs) {
    const folded = output.toLowerCase();
    const keyword = KEYWORDS.find((word) => folded.includes(word));
    if (keyword) return { keyword, path: deniedPath(output, folded.indexOf(keyword)) };
  }
  if (plan.kind !== "seatbelt" && evidence.exitCode === SIGSYS_STATUS) {
    return { keyword: undefined, path: undefined };
  }
  return undefined;
}

/** Quoted text with a slash in it, as most programs show paths. No part can match in two ways: any line is quick. */
const QUOTED_PATH = /['"`‘“]([^'"`‘’“”/]*\/[^'"`‘’“”]*)['"`’”]/gu;
/** How much of a line is searched for a path on either side of the keyword: lines can be as long as files. */
const SEARCHED_LENGTH = 4096;
/** A word with a slash in it that ends the text, but for punctuation. */
const LAST_PATH = /(?:^|\s)([^\s:/]*\/[^\s:]+)[:\s([]*$/;

/** Reads the path from the line of the keyword: `sh: 1: cannot create /etc/x: Permission denied` and kin. */
function deniedPath(output: string, keywordAt: number): string | undefined {
  const lineStart = output.lastIndexOf("\n", keywordAt - 1) + 1;
  const lineEnd = output.indexOf("\n", keywordAt);
  const before = output.slice(Math.max(lineStart, keywordAt - SEARCHED_LENGTH), keywordAt);
  const after = output.slice(
    keywordAt,
    Math.min(lineEnd < 0 ? output.length : lineEnd, keywordAt + SEARCHED_LENGTH),
  );
  const quoted = [...before.matchAll(QUOTED_PATH)].at(-1) ?? [...after.matchAll(QUOTED_PATH)][0];
  return quoted?.[1] ?? LAST_PATH.exec(before)?.[1];
}
