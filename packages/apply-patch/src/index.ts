/** The patch format: reading it, checking it against the disk, applying it, and showing what it did. */
export type { PatchTarget } from "./apply.ts";
export { type PatchCliIo, runApplyPatchCli } from "./cli.ts";
export { APPLY_PATCH_GRAMMAR } from "./grammar.ts";
export { createNodePatchFs } from "./node-patch-fs.ts";
export {
  formatSyntaxErrorForTool,
  type ParseResult,
  type PatchSyntaxError,
  parsePatch,
} from "./parse.ts";
export { formatTurnDiff, type TurnFileChange, type TurnFileState } from "./turn-diff.ts";
export { readTurnFileState } from "./turn-file-state.ts";
export { affectedPaths, type VerifiedChange, type VerifyOutcome, verifyPatch } from "./verify.ts";
