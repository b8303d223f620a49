import { realpathSync } from "node:fs";

/** A folder with links resolved; one that is missing as it is, since it cannot be written to either way. */
export function realPathOr(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
