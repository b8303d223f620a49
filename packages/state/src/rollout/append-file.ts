/** A file that only grows, by whole lines, and survives having been cut off in the middle of one. */
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import { makeFolder } from "@codex-ts/std/node";

const NEWLINE = 0x0a;
/** Read access is for the look at the last byte only. */
const APPEND = constants.O_RDWR | constants.O_APPEND;

/** What became of a batch: how many of its lines are in the file as a whole, and why not more. */
export interface AppendResult {
  readonly written: number;
  readonly error: unknown;
}

/** Appends lines to one file. Not for two callers at once: await each batch before the next. */
export interface AppendFile {
  /** Writes lines (each with its line end) in order. Never throws: a failure says how far it came. */
  append(lines: readonly string[]): Promise<AppendResult>;
  /** Lets go of the file; a later `append` opens it again. */
  close(): Promise<void>;
}

/**
 * Makes an appender; nothing is opened yet. With `create`, missing folders and the file are made
 * (modes by umask); without, a missing file is a failure.
 */
export function createAppendFile(file: string, create: boolean): AppendFile {
  let handle: FileHandle | undefined;

  const close = async () => {
    const open = handle;
    handle = undefined;
    await open?.close();
  };

  return {
    async append(lines) {
      const chunks = lines.map((line) => Buffer.from(line, "utf8"));
      let done = 0;
      try {
        handle ??= await openAtLineStart(file, create);
        const batch = Buffer.concat(chunks);
        // A disk that fills up takes a part first and refuses the rest: count what it took.
        while (done < batch.length) done += (await handle.write(batch, done)).bytesWritten;
        return { written: lines.length, error: undefined };
      } catch (error) {
        // The next attempt opens the file anew and so repairs a line that was left unfinished. A failing
        // close (it may repeat the write's error) changes nothing about what is known to be written.
        await close().catch(() => undefined);
        return { written: wholeChunks(chunks, done), error };
      }
    },
    close,
  };
}

/** Opens for appending. An unfinished last line gets its line end, so that what follows is not glued to it. */
async function openAtLineStart(file: string, create: boolean): Promise<FileHandle> {
  if (create) await makeFolder(path.dirname(file));
  const handle = await open(file, create ? APPEND | constants.O_CREAT : APPEND, 0o666);
  try {
    const { size } = await handle.stat();
    if (size === 0) return handle;
    const last = Buffer.alloc(1);
    await handle.read(last, 0, 1, size - 1);
    if (last[0] !== NEWLINE) await handle.write("\n");
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function wholeChunks(chunks: readonly Buffer[], bytes: number): number {
  let end = 0;
  const unfinished = chunks.findIndex((chunk) => {
    end += chunk.length;
    return end > bytes;
  });
  return unfinished === -1 ? chunks.length : unfinished;
}
