export { hasErrorCode } from "./node/error-code.ts";
export { takeFileLock, withFileLock } from "./node/file-lock.ts";
export { isDirectory } from "./node/is-directory.ts";
export { isSpecialFile } from "./node/is-special-file.ts";
export type { LockOwner } from "./node/lock-holder.ts";
export { makeFolder } from "./node/make-folder.ts";
export { followLink, type ReplaceOptions, replaceFile } from "./node/replace-file.ts";
