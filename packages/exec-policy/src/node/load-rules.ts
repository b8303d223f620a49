/** Reading the rules files of configuration folders. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { ExecPolicyError } from "../errors.ts";
import { parseRules, type RulesProblem } from "../parse-rules.ts";
import type { PrefixRule } from "../rule.ts";
import { hasErrorCode } from "./error-code.ts";

/** What the files said. */
export interface LoadedRules {
  readonly rules: readonly PrefixRule[];
  /**
   * One entry for each file that could not be understood; its rules are missing above. As long as there is
   * one, nothing may be allowed without asking: the missing rules may have forbidden it.
   */
  readonly problems: readonly RulesProblem[];
}

/**
 * Reads `rules/*.rules` of each folder, weakest layer first, files by name. A folder without rules is fine.
 * Throws `ExecPolicyError` ("rules_unreadable") when a file or folder exists but cannot be read.
 */
export async function loadRules(folders: readonly string[], signal: AbortSignal): Promise<LoadedRules> {
  const rules: PrefixRule[] = [];
  const problems: RulesProblem[] = [];
  for (const folder of folders) {
    for (const file of await listRulesFiles(path.join(folder, "rules"))) {
      signal.throwIfAborted();
      const parsed = parseRules(file, await readText(file));
      if (parsed.kind === "rules") rules.push(...parsed.rules);
      else problems.push(parsed.problem);
    }
  }
  return { rules, problems };
}

async function listRulesFiles(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && path.extname(entry.name) === ".rules")
      .map((entry) => path.join(folder, entry.name))
      .sort();
  } catch (cause) {
    if (hasErrorCode(cause, "ENOENT") || hasErrorCode(cause, "ENOTDIR")) return [];
    throw new ExecPolicyError(
      "rules_unreadable",
      `The folder ${folder} cannot be listed: check its permissions.`,
      {
        cause,
      },
    );
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new ExecPolicyError(
      "rules_unreadable",
      `The rules file ${file} cannot be read: check its permissions.`,
      {
        cause,
      },
    );
  }
}
