/** AGENTS.md: instructions of the user and of the project, read for the model. */
import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import path from "node:path";
import type { ConfigWarning } from "./diagnostics.ts";
import { ancestors, nearestWithEntry } from "./layers/ancestors.ts";

/** Where AGENTS.md files are looked for. */
export interface ProjectDocsOptions {
  /** Absolute working directory. */
  readonly cwd: string;
  /** The configuration home. */
  readonly home: string;
  /** Names that mark a project's root directory; none = only cwd counts. */
  readonly rootMarkers: readonly string[];
  /** Names to try after `AGENTS.override.md` and `AGENTS.md`. */
  readonly fallbackNames: readonly string[];
  /** Bytes of project files in all; 0 = none. */
  readonly maxBytes: number;
}

/** The user's and the project's instructions, joined, and what had to be left out. */
export interface ProjectDocs {
  readonly userInstructions: string | undefined;
  readonly warnings: readonly ConfigWarning[];
}

/** Stands between the user's and the project's instructions; clients and models know it. */
const PROJECT_DOC_SEPARATOR = "\n\n--- project-doc ---\n\n";

const DOC_NAMES: readonly string[] = ["AGENTS.override.md", "AGENTS.md"];

/** The home's own file is small; this only guards against reading something absurd. */
const MAX_HOME_BYTES = 1024 * 1024;

/**
 * Reads the home's AGENTS.md and those from the project's root down to cwd, in each directory the first
 * of the names that has any text. A file that cannot be read drops out alone, with a warning. Rejects
 * only when aborted.
 */
export async function loadProjectDocs(
  options: ProjectDocsOptions,
  signal: AbortSignal,
): Promise<ProjectDocs> {
  signal.throwIfAborted();
  const warnings: ConfigWarning[] = [];
  const [own, found] = await Promise.all([
    firstDocument(options.home, DOC_NAMES, MAX_HOME_BYTES),
    findProjectDocuments(options),
  ]);
  signal.throwIfAborted();
  warnings.push(...own.warnings, ...found.flatMap((result) => result.warnings));
  const project = fitBudget(
    found.flatMap((result) => result.document ?? []),
    options.maxBytes,
    warnings,
  );
  const ownText = own.document ? decode(own.document, MAX_HOME_BYTES, warnings).trim() : "";
  const parts = [ownText, project].filter((text) => text !== "");
  return { userInstructions: parts.join(PROJECT_DOC_SEPARATOR) || undefined, warnings };
}

interface Document {
  readonly file: string;
  /** The start of the file, one byte more than the limit where the file is longer. */
  readonly bytes: Uint8Array;
}

interface Lookup {
  readonly document: Document | undefined;
  readonly warnings: readonly ConfigWarning[];
}

async function findProjectDocuments(options: ProjectDocsOptions): Promise<readonly Lookup[]> {
  if (options.maxBytes <= 0) return [];
  const cwd = await realpath(options.cwd).catch(() => options.cwd);
  const upwards = ancestors(cwd);
  const root = nearestWithEntry(upwards, options.rootMarkers) ?? cwd;
  const directories = upwards.slice(0, upwards.indexOf(root) + 1).reverse();
  const names = [...new Set([...DOC_NAMES, ...options.fallbackNames])];
  return Promise.all(directories.map((directory) => firstDocument(directory, names, options.maxBytes)));
}

/** The first of the names that is a readable file with any text in it. */
async function firstDocument(directory: string, names: readonly string[], maxBytes: number): Promise<Lookup> {
  const warnings: ConfigWarning[] = [];
  for (const name of names) {
    const file = path.join(directory, name);
    try {
      const bytes = await readStart(file, maxBytes + 1);
      if (bytes && !isBlank(bytes)) return { document: { file, bytes }, warnings };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT" || code === "ENOTDIR") continue;
      warnings.push(warn(file, `cannot be read (${code ?? String(error)}), so it is left out`));
    }
  }
  return { document: undefined, warnings };
}

/** At most `maxBytes` bytes of a regular file; undefined for a file that holds nothing. */
async function readStart(file: string, maxBytes: number): Promise<Uint8Array | undefined> {
  // Without O_NONBLOCK, opening a named pipe would wait for a writer.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw Object.assign(new Error("not a regular file"), { code: "not a regular file" });
    const buffer = new Uint8Array(Math.min(maxBytes, stats.size));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return filled === 0 ? undefined : buffer.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

/** Joins the documents in order; the one that exceeds the budget is cut and those behind it are dropped. */
function fitBudget(documents: readonly Document[], maxBytes: number, warnings: ConfigWarning[]): string {
  const texts: string[] = [];
  let left = maxBytes;
  for (const document of documents) {
    if (left <= 0) {
      warnings.push(warn(document.file, `is left out: project_doc_max_bytes (${maxBytes}) is used up`));
      continue;
    }
    if (document.bytes.length > left) {
      warnings.push(warn(document.file, `is cut to ${left} bytes by project_doc_max_bytes (${maxBytes})`));
    }
    texts.push(decode(document, left, warnings));
    left -= document.bytes.length;
  }
  return texts.join("\n\n");
}

/** The document's text up to a number of bytes, never ending inside a character. */
function decode({ file, bytes }: Document, maxBytes: number, warnings: ConfigWarning[]): string {
  const isCut = bytes.length > maxBytes;
  const kept = isCut ? bytes.subarray(0, maxBytes) : bytes;
  try {
    // In a stream the bytes of an unfinished last character are held back instead of being an error.
    return new TextDecoder("utf-8", { fatal: true }).decode(kept, { stream: isCut });
  } catch {
    warnings.push(warn(file, "is not valid UTF-8; the wrong bytes are replaced"));
    return new TextDecoder().decode(kept, { stream: isCut });
  }
}

function isBlank(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes).trim() === "";
}

function warn(file: string, what: string): ConfigWarning {
  return { code: "unreadable-document", message: `${file} ${what}.`, place: undefined };
}
