/** Tells when something changes in the folders that hold skills. */
import { existsSync, type FSWatcher, watch } from "node:fs";
import path from "node:path";

/** Changes are told at most this often, in milliseconds (Codex 0.99.0). */
const REST_MS = 1000;

/** What a watch needs. */
export interface SkillWatchOptions {
  /** Called at the first change, then at most once a second, and at the end for what was not told yet. */
  readonly onChange: () => void;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Watches folders with all that is below them until it is closed. */
export interface SkillWatch {
  /** Adds folders; those that are not there, or cannot be watched, are passed over and may be added again. */
  add(folders: readonly string[]): void;
  close(): void;
}

/** Hidden entries are never searched for skills; editors keep their drafts in them. */
function isHidden(name: string): boolean {
  return name.split(path.sep).some((part) => part.startsWith("."));
}

/**
 * Starts with no folder. Creating, writing and removing counts, reading does not. A folder that cannot be watched
 * any longer, because it is gone or the system has no room for more watches, is let go without a word: skills then
 * change with the next listing that asks for it.
 */
export function watchSkillFolders({ onChange, sleep }: SkillWatchOptions): SkillWatch {
  const watchers = new Map<string, FSWatcher>();
  const closing = new AbortController();
  let isResting = false;
  let isPending = false;

  const letGo = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };

  const tell = async (): Promise<void> => {
    isResting = true;
    do {
      isPending = false;
      for (const folder of watchers.keys()) if (!existsSync(folder)) letGo(folder);
      onChange();
      await sleep(REST_MS, closing.signal);
    } while (isPending);
    isResting = false;
  };

  const noteChange = (name: string | null) => {
    if (name !== null && isHidden(name)) return;
    isPending = true;
    // The only thing that ends a rest early is the close, which tells what is pending by itself.
    if (!isResting) tell().catch(() => undefined);
  };

  const open = (folder: string) => {
    const watcher = watch(folder, { recursive: true, persistent: false }, (_, name) => noteChange(name));
    watcher.on("error", () => letGo(folder));
    watchers.set(folder, watcher);
  };

  return {
    add(folders) {
      if (closing.signal.aborted) return;
      for (const folder of folders) {
        if (watchers.has(folder) || !existsSync(folder)) continue;
        try {
          open(folder);
        } catch {
          // Not every file system can be watched, and a folder may vanish under us.
          letGo(folder);
        }
      }
    },
    close() {
      closing.abort();
      for (const folder of [...watchers.keys()]) letGo(folder);
      if (isPending) onChange();
      isPending = false;
    },
  };
}
