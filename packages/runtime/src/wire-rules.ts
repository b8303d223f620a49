/** The rules about commands that hold in a thread. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { ResolvedConfig } from "@codex-ts/config";
import type { CommandRules } from "@codex-ts/core";
import { RuntimeError } from "./errors.ts";

/** Rules, and what is wrong with their files. */
export interface LoadedRules {
  readonly rules: CommandRules;
  readonly warnings: readonly string[];
}

/** No rule: every command is judged by the built-in lists alone. */
const noRules: CommandRules = {
  judge: () => undefined,
  allowedPrefixes: () => [],
  allow: async () => {
    throw new RuntimeError("unsupported", "this version cannot write rules files yet");
  },
};

/** This version cannot read rules yet. It refuses to start where there are some, rather than to ignore them. */
export async function loadRules(config: ResolvedConfig, signal: AbortSignal): Promise<LoadedRules> {
  const folder = path.join(config.codexHome, "rules");
  const names = await readdir(folder).catch(() => []);
  signal.throwIfAborted();
  const files = names.filter((name) => name.endsWith(".rules"));
  if (files.length === 0) return { rules: noRules, warnings: [] };
  throw new RuntimeError(
    "unsupported",
    `this version cannot read rules files yet, and will not run commands as if there were none: ${folder}`,
  );
}
