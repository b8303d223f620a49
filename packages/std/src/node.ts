export { hasErrorCode } from "./node/error-code.ts";
export { withFileLock } from "./node/file-lock.ts";
