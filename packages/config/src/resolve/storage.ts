import path from "node:path";
import type { RawConfig } from "../raw/config-table.ts";
import type { GhostSnapshotSettings, HistorySettings } from "../resolved-config.ts";

/** What is kept on disk about the work. */
export function resolveHistory(raw: RawConfig, codexHome: string): HistorySettings {
  return {
    persistence: raw.history?.persistence ?? "save-all",
    maxBytes: raw.history?.max_bytes,
    logDir: raw.log_dir ?? path.join(codexHome, "log"),
  };
}

/** Files and folders this large stay out of snapshots for undo unless the settings say otherwise. */
const LARGE_FILE_BYTES = 10 * 1024 * 1024;
const LARGE_FOLDER_FILES = 200;

/** What snapshots for undo leave out; a limit of 0 or less means none. */
export function resolveGhostSnapshot(raw: RawConfig): GhostSnapshotSettings {
  const table = raw.ghost_snapshot ?? {};
  const files = table.ignore_large_untracked_files ?? table.ignore_untracked_files_over_bytes;
  const folders = table.ignore_large_untracked_dirs ?? table.large_untracked_dir_warning_threshold;
  const limit = (value: number) => (value > 0 ? value : undefined);
  return {
    ignoreLargeUntrackedFiles: limit(files ?? LARGE_FILE_BYTES),
    ignoreLargeUntrackedDirs: limit(folders ?? LARGE_FOLDER_FILES),
    disableWarnings: table.disable_warnings ?? false,
  };
}
