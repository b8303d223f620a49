/** The patch format: reading it, checking it against the disk, applying it, and showing what it did. */
export { type ApplyFailure, type ApplyOutcome, applyPatch, type PatchTarget } from "./apply.ts";
export { type PatchCliIo, runApplyPatchCli, runPatchText } from "./cli.ts";
export { APPLY_PATCH_GRAMMAR } from "./grammar.ts";
export {
  ADD_FILE,
  BEGIN_PATCH,
  CHUNK_MARKER,
  DELETE_FILE,
  END_OF_FILE,
  END_PATCH,
  MOVE_TO,
  UPDATE_FILE,
} from "./markers.ts";
export { createNodePatchFs } from "./node-patch-fs.ts";
export {
  formatSyntaxErrorForCli,
  formatSyntaxErrorForTool,
  type ParseResult,
  type PatchSyntaxError,
  parsePatch,
} from "./parse.ts";
export type { AddHunk, Chunk, ChunkLine, DeleteHunk, Hunk, Patch, UpdateHunk } from "./patch.ts";
export type { PatchFileStatus, PatchFs } from "./patch-fs.ts";
export { formatSummary, type PatchSummary } from "./summary.ts";
export { formatTurnDiff, type TurnFileChange, type TurnFileState } from "./turn-diff.ts";
export { readTurnFileState } from "./turn-file-state.ts";
export { type UnifiedDiffOptions, unifiedDiff } from "./unified-diff.ts";
export { affectedPaths, type VerifiedChange, type VerifyOutcome, verifyPatch } from "./verify.ts";
