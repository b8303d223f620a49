import {
  ADD_FILE,
  BEGIN_PATCH,
  CHUNK_MARKER,
  DELETE_FILE,
  END_OF_FILE,
  END_PATCH,
  MOVE_TO,
  UPDATE_FILE,
} from "../src/markers.ts";
import type { Chunk, ChunkLine, Hunk, Patch } from "../src/patch.ts";

/** Writes a patch in the form that the grammar describes. */
export function printPatch(patch: Patch): string {
  return [BEGIN_PATCH, ...patch.hunks.flatMap(printHunk), END_PATCH, ""].join("\n");
}

function printHunk(hunk: Hunk): string[] {
  switch (hunk.kind) {
    case "add":
      return [ADD_FILE + hunk.path, ...hunk.lines.map((line) => `+${line}`)];
    case "delete":
      return [DELETE_FILE + hunk.path];
    case "update": {
      const move = hunk.movePath === undefined ? [] : [MOVE_TO + hunk.movePath];
      return [UPDATE_FILE + hunk.path, ...move, ...hunk.chunks.flatMap(printChunk)];
    }
  }
}

const SIGNS: Readonly<Record<ChunkLine["kind"], string>> = { context: " ", remove: "-", add: "+" };

function printChunk(chunk: Chunk): string[] {
  const marker = chunk.header === undefined ? CHUNK_MARKER : `${CHUNK_MARKER} ${chunk.header}`;
  const end = chunk.isEndOfFile ? [END_OF_FILE] : [];
  return [marker, ...chunk.lines.map((line) => SIGNS[line.kind] + line.text), ...end];
}
