/** Reading the rules files of configuration folders. */
import { isUtf8 } from "node:buffer";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { hasErrorCode } from "@codex-ts/std/node";
import { ExecPolicyError } from "../errors.ts";
import { type ParsedRules, parseRules, type RulesProblem } from "../parse-rules.ts";
import type { PrefixRule } from "../rule.ts";

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
    for (const { file, isRegular } of await listRulesFiles(path.join(folder, "rules"))) {
      signal.throwIfAborted();
      const parsed = isRegular ? await readRulesFile(file) : notAFile(file);
      if (parsed.kind === "rules") rules.push(...parsed.rules);
      else problems.push(parsed.problem);
    }
  }
  return { rules, problems };
}

/** What stands in a folder under the name of a rules file; a pipe or a device is not regular. */
interface RulesEntry {
  readonly file: string;
  readonly isRegular: boolean;
}

/** Links count as what they lead to: rules that a user keeps elsewhere must not vanish silently. */
async function listRulesFiles(folder: string): Promise<readonly RulesEntry[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const named = entries.filter((entry) => path.extname(entry.name) === ".rules");
    const files = await Promise.all(
      named.map(async (entry) => {
        const file = path.join(folder, entry.name);
        const found = entry.isSymbolicLink() ? await stat(file) : entry;
        return found.isDirectory() ? [] : [{ file, isRegular: found.isFile() }];
      }),
    );
    return files.flat().sort((one, other) => (one.file < other.file ? -1 : 1));
  } catch (cause) {
    const isMissing = hasErrorCode(cause, "ENOENT") || hasErrorCode(cause, "ENOTDIR");
    if (isMissing && !(await exists(folder))) return [];
    throw unreadable(`The rules in ${folder} cannot be listed: check permissions and links.`, cause);
  }
}

async function exists(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Reads one rules file. Throws `ExecPolicyError` ("rules_unreadable"), with the system's error as its cause. */
export async function readRulesFile(file: string): Promise<ParsedRules> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw unreadable(`The rules file ${file} cannot be read: check its permissions.`, cause);
  }
  if (!isUtf8(bytes)) {
    const message = "the file is not UTF-8; save it as plain UTF-8";
    return { kind: "problem", problem: { file, line: 1, column: 1, message } };
  }
  return parseRules(file, new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
}

/** What such a file would have forbidden is not known. */
function notAFile(file: string): ParsedRules {
  const message = "this is not a regular file; put one in its place";
  return { kind: "problem", problem: { file, line: 1, column: 1, message } };
}

function unreadable(message: string, cause: unknown): ExecPolicyError {
  return new ExecPolicyError("rules_unreadable", message, { cause });
}
