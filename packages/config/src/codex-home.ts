import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { Env } from "./providers.ts";

/** The configuration home, or why there is none; the message is complete. */
export type CodexHome =
  | { readonly ok: true; readonly home: string }
  | { readonly ok: false; readonly message: string };

/**
 * Finds the configuration home. `CODEX_HOME` has to be an existing directory and is resolved to its real
 * path; without it the home is `.codex` in `userHome`, which need not exist yet.
 */
export async function findCodexHome(env: Env, userHome: string): Promise<CodexHome> {
  const set = env["CODEX_HOME"];
  if (!set) return { ok: true, home: path.join(userHome, ".codex") };
  const refuse = (why: string): CodexHome => ({
    ok: false,
    message: `CODEX_HOME points to ${JSON.stringify(set)}, but ${why}`,
  });
  try {
    if (!(await stat(set)).isDirectory()) return refuse("that path is not a directory");
    return { ok: true, home: await realpath(set) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return refuse("that path does not exist");
    return refuse(`it cannot be read (${code ?? String(error)})`);
  }
}
