/** Finds the prompts that the user keeps as files. */
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { CustomPrompt } from "@codex-ts/protocol";
import { parsePromptFile } from "./parse-prompt-file.ts";

/**
 * The Markdown files of `<home>/prompts`, by name; links count, subfolders do not. A file that cannot be read or
 * is not UTF-8 is left out, and so is everything where the folder cannot be read.
 */
export async function listCustomPrompts(codexHome: string, signal: AbortSignal): Promise<CustomPrompt[]> {
  const folder = path.join(codexHome, "prompts");
  const names = await readdir(folder).catch((): string[] => []);
  const files = names.filter((name) => path.extname(name).toLowerCase() === ".md").sort();
  const prompts = await Promise.all(files.map((name) => readPrompt(path.join(folder, name), signal)));
  signal.throwIfAborted();
  return prompts.filter((prompt) => prompt !== undefined).sort((left, right) => compare(left, right));
}

async function readPrompt(file: string, signal: AbortSignal): Promise<CustomPrompt | undefined> {
  const text = await readText(file, signal).catch(() => undefined);
  if (text === undefined) return undefined;
  const { description, argumentHint, content } = parsePromptFile(text);
  return {
    name: path.basename(file, path.extname(file)),
    path: file,
    content,
    ...(description === undefined ? {} : { description }),
    ...(argumentHint === undefined ? {} : { argument_hint: argumentHint }),
  };
}

/** Opening a pipe would wait for its writer, so only plain files are opened. */
async function readText(file: string, signal: AbortSignal): Promise<string | undefined> {
  if (!(await stat(file)).isFile()) return undefined;
  return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file, { signal }));
}

function compare(left: CustomPrompt, right: CustomPrompt): number {
  return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}
