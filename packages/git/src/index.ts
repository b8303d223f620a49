/** Questions about the git repository around a directory. */
export { gitCommonRoot } from "./common-root.ts";
export { readGitInfo } from "./info.ts";
export { findMergeBase } from "./merge-base.ts";
export { findGitRoot } from "./root.ts";
export { readTurnMetadata } from "./turn-metadata.ts";
