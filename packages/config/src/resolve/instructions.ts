import { readFile } from "node:fs/promises";
import type { InstructionSettings } from "../resolved-config.ts";
import type { ResolveContext } from "./context.ts";

/** The user's own texts. A file that is named but missing or empty is a fault: silence would mislead. */
export async function resolveInstructions(
  context: ResolveContext,
  signal: AbortSignal,
): Promise<InstructionSettings> {
  const { raw } = context;
  const { baseInstructions, developerInstructions, compactPrompt } = context.options.overrides;
  const compactText = trimmed(compactPrompt ?? raw.compact_prompt);
  const [fromFile, compactFromFile] = await Promise.all([
    readText(context, "model_instructions_file", "model instructions file", signal),
    readText(context, "experimental_compact_prompt_file", "compact prompt file", signal),
  ]);
  return {
    baseInstructions: baseInstructions ?? fromFile,
    developerInstructions: developerInstructions ?? raw.developer_instructions,
    compactPrompt: compactText ?? compactFromFile,
  };
}

async function readText(
  context: ResolveContext,
  key: "model_instructions_file" | "experimental_compact_prompt_file",
  what: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const file = context.raw[key];
  if (file === undefined) return undefined;
  try {
    const text = trimmed(await readFile(file, { encoding: "utf8", signal }));
    if (text === undefined) context.fault("invalid-value", key, `${what} is empty: ${file}`);
    return text;
  } catch (error) {
    signal.throwIfAborted();
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "no such file" : (code ?? String(error));
    context.fault("invalid-value", key, `failed to read ${what} ${file}: ${reason}`);
    return undefined;
  }
}

function trimmed(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}
