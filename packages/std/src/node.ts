export { hasErrorCode } from "./node/error-code.ts";
export { withFileLock } from "./node/file-lock.ts";
export { makeFolder } from "./node/make-folder.ts";
