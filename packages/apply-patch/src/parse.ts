/** Text of a patch to its hunks. Tolerant where models are sloppy (rules: each has a test), exact elsewhere. */
import {
  ADD_FILE,
  BEGIN_PATCH,
  CHUNK_MARKER,
  DELETE_FILE,
  END_OF_FILE,
  END_PATCH,
  MOVE_TO,
  UPDATE_FILE,
} from "./markers.ts";
import type { AddHunk, Chunk, ChunkLine, Hunk, Patch, UpdateHunk } from "./patch.ts";
import { trimBlank } from "./trim-blank.ts";

/** Why a text is not a patch. `line` counts from the begin line, which is line 1. */
export interface PatchSyntaxError {
  /** `envelope`: the first or last line is wrong. `hunk`: something between them is. */
  readonly kind: "envelope" | "hunk";
  readonly line: number;
  readonly message: string;
}

/** A patch, or the first thing that is wrong with its text. */
export type ParseResult =
  | { readonly ok: true; readonly patch: Patch }
  | { readonly ok: false; readonly error: PatchSyntaxError };

/**
 * Reads a patch. Surrounding blank space, carriage returns at line ends and one heredoc wrapper
 * (`<<EOF` … `EOF`, quoted or not) are accepted; anything else that breaks the format is an error.
 */
export function parsePatch(text: string): ParseResult {
  const lines = trimBlank(text)
    .split("\n")
    .map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  const patchLines = withoutHeredoc(lines);
  const error = checkEnvelope(patchLines);
  return error === undefined ? parseHunks(patchLines) : { ok: false, error };
}

/** The wording of the command line program. */
export function formatSyntaxErrorForCli(error: PatchSyntaxError): string {
  if (error.kind === "envelope") return `Invalid patch: ${error.message}`;
  return `Invalid patch hunk on line ${error.line}: ${error.message}`;
}

/** The wording of a tool output, to be put after `apply_patch verification failed: `. */
export function formatSyntaxErrorForTool(error: PatchSyntaxError): string {
  if (error.kind === "envelope") return `invalid patch: ${error.message}`;
  return `invalid hunk at line ${error.line}, ${error.message}`;
}

const HEREDOC_STARTS: readonly string[] = ["<<EOF", "<<'EOF'", '<<"EOF"'];

function withoutHeredoc(lines: readonly string[]): readonly string[] {
  const [first = ""] = lines;
  const isWrapped =
    lines.length >= 4 && HEREDOC_STARTS.includes(first) && lines.at(-1)?.endsWith("EOF") === true;
  return isWrapped ? lines.slice(1, -1) : lines;
}

function checkEnvelope(lines: readonly string[]): PatchSyntaxError | undefined {
  if (trimBlank(lines[0] ?? "") !== BEGIN_PATCH) {
    return { kind: "envelope", line: 1, message: `The first line of the patch must be '${BEGIN_PATCH}'` };
  }
  if (trimBlank(lines.at(-1) ?? "") === END_PATCH) return undefined;
  return {
    kind: "envelope",
    line: lines.length,
    message: `The last line of the patch must be '${END_PATCH}'`,
  };
}

function parseHunks(patchLines: readonly string[]): ParseResult {
  const lines = patchLines.slice(0, -1);
  const hunks: Hunk[] = [];
  let at = 1;
  while (at < lines.length) {
    const step = parseHunk(lines, at);
    if ("error" in step) return { ok: false, error: step.error };
    hunks.push(step.value);
    at = step.next;
  }
  return { ok: true, patch: { hunks } };
}

/** What a parsing step read and the index of the line after it, or why it could not. */
type Step<Value> = { readonly value: Value; readonly next: number } | { readonly error: PatchSyntaxError };

/** An error at a line index (from 0). */
function hunkError(index: number, message: string): { readonly error: PatchSyntaxError } {
  return { error: { kind: "hunk", line: index + 1, message } };
}

function parseHunk(lines: readonly string[], at: number): Step<Hunk> {
  const header = trimBlank(lines[at] ?? "");
  if (header.startsWith(ADD_FILE)) return parseAdd(lines, at, header.slice(ADD_FILE.length));
  if (header.startsWith(DELETE_FILE)) {
    return { value: { kind: "delete", path: header.slice(DELETE_FILE.length) }, next: at + 1 };
  }
  if (header.startsWith(UPDATE_FILE)) return parseUpdate(lines, at, header.slice(UPDATE_FILE.length));
  const valid = [ADD_FILE, DELETE_FILE, UPDATE_FILE].map((start) => `'${start}{path}'`).join(", ");
  return hunkError(at, `'${header}' is not a valid hunk header. Valid hunk headers: ${valid}`);
}

function parseAdd(lines: readonly string[], at: number, path: string): Step<AddHunk> {
  let next = at + 1;
  while (lines[next]?.startsWith("+")) next += 1;
  const added = lines.slice(at + 1, next).map((line) => line.slice(1));
  return { value: { kind: "add", path, lines: added }, next };
}

function parseUpdate(lines: readonly string[], at: number, path: string): Step<UpdateHunk> {
  let next = at + 1;
  let movePath: string | undefined;
  if (lines[next]?.startsWith(MOVE_TO)) {
    movePath = lines[next]?.slice(MOVE_TO.length) ?? "";
    if (trimBlank(movePath) === "") return hunkError(next, `'${MOVE_TO.trim()}' names no path`);
    next += 1;
  }
  const chunks: Chunk[] = [];
  for (let line = lines[next]; line !== undefined && !line.startsWith("***"); line = lines[next]) {
    if (trimBlank(line) === "") {
      next += 1;
      continue;
    }
    const step = parseChunk(lines, next, chunks.length === 0);
    if ("error" in step) return step;
    chunks.push(step.value);
    next = step.next;
  }
  if (chunks.length === 0) return hunkError(at, `Update file hunk for path '${path}' is empty`);
  return { value: { kind: "update", path, movePath, chunks }, next };
}

function parseChunk(lines: readonly string[], at: number, mayOmitMarker: boolean): Step<Chunk> {
  const first = lines[at] ?? "";
  const hasHeader = first.startsWith(`${CHUNK_MARKER} `);
  const hasMarker = hasHeader || first === CHUNK_MARKER;
  if (!hasMarker && !mayOmitMarker) {
    return hunkError(at, `Expected update hunk to start with a @@ context marker, got: '${first}'`);
  }
  const header = hasHeader ? first.slice(CHUNK_MARKER.length + 1) : undefined;
  const body: ChunkLine[] = [];
  let next = hasMarker ? at + 1 : at;
  for (let line = lines[next]; line !== undefined && line !== END_OF_FILE; line = lines[next]) {
    const chunkLine = parseChunkLine(line);
    if (chunkLine === undefined) {
      if (body.length > 0) break;
      return hunkError(
        next,
        `Unexpected line found in update hunk: '${line}'. Every line should start with ' ' (context line), '+' (added line), or '-' (removed line)`,
      );
    }
    body.push(chunkLine);
    next += 1;
  }
  if (body.length === 0) return hunkError(next, "Update hunk does not contain any lines");
  const isEndOfFile = lines[next] === END_OF_FILE;
  return { value: { header, lines: body, isEndOfFile }, next: isEndOfFile ? next + 1 : next };
}

/** An empty line stands for an empty context line: models drop the single space. */
function parseChunkLine(line: string): ChunkLine | undefined {
  if (line === "") return { kind: "context", text: "" };
  const kind = LINE_KINDS.get(line.charAt(0));
  return kind === undefined ? undefined : { kind, text: line.slice(1) };
}

const LINE_KINDS: ReadonlyMap<string, ChunkLine["kind"]> = new Map([
  [" ", "context"],
  ["-", "remove"],
  ["+", "add"],
]);
