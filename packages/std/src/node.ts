export { hasErrorCode } from "./node/error-code.ts";
export { takeFileLock, withFileLock } from "./node/file-lock.ts";
export type { LockOwner } from "./node/lock-holder.ts";
export { followLink, type ReplaceOptions, replaceFile } from "./node/replace-file.ts";
