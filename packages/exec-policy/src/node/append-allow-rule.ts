/** Adding an accepted rule to a rules file. */
import { mkdir, open, readFile } from "node:fs/promises";
import path from "node:path";
import { hasErrorCode, isSpecialFile, withFileLock } from "@codex-ts/std/node";
import { allowRuleLine } from "../allow-rule.ts";
import { ExecPolicyError } from "../errors.ts";

/** Whether the file had to change. */
export type AllowRuleOutcome = "appended" | "present";

/** Rules name what the user runs; nobody else needs to write them. */
const FILE_MODE = 0o644;

/**
 * Appends the rule that allows `prefix` to a rules file, as one line and one write, unless the same line is
 * there already. Makes the file and its folder if they are missing, and ends an unfinished last line first.
 * Processes that call this at the same time take turns.
 *
 * Throws `ExecPolicyError` ("rules_locked", "rules_unwritable") and rejects with the signal's reason.
 */
export async function appendAllowRule(
  file: string,
  prefix: readonly string[],
  signal: AbortSignal,
): Promise<AllowRuleOutcome> {
  signal.throwIfAborted();
  if (await isSpecialFile(file)) {
    const message = `The rule could not be added: ${file} is not a regular file. Put one in its place.`;
    throw new ExecPolicyError("rules_unwritable", message, {});
  }
  try {
    await makeFolder(path.dirname(file));
    return await withFileLock(`${file}.lock`, locked, () => appendLine(file, allowRuleLine(prefix)), signal);
  } catch (cause) {
    if (cause instanceof ExecPolicyError || (signal.aborted && cause === signal.reason)) throw cause;
    throw new ExecPolicyError(
      "rules_unwritable",
      `The rule could not be added to ${file}: check its permissions.`,
      {
        cause,
      },
    );
  }
}

function locked(lockFile: string): ExecPolicyError {
  return new ExecPolicyError(
    "rules_locked",
    `${lockFile} stays locked: delete it if no other session runs.`,
    {},
  );
}

/** One level only: the folder above is the user's configuration and must exist. */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder).catch((error: unknown) => {
    if (!hasErrorCode(error, "EEXIST")) throw error;
  });
}

async function appendLine(file: string, line: string): Promise<AllowRuleOutcome> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (hasErrorCode(error, "ENOENT")) return "";
    throw error;
  });
  if (text.split(/\r?\n/).includes(line)) return "present";
  const separator = text === "" || text.endsWith("\n") ? "" : "\n";
  const handle = await open(file, "a", FILE_MODE);
  try {
    await handle.appendFile(`${separator}${line}\n`);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  return "appended";
}
