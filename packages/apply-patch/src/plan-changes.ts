/** The new text of a file: its old text and the chunks of an update. */
import { assertNever } from "@codex-ts/std";
import type { Chunk, ChunkLine } from "./patch.ts";
import { createLineSeeker, type LineSeeker } from "./seek.ts";
import { joinLines, splitLines, type TextLine, usualEnding } from "./text-lines.ts";

/** Why a chunk does not fit the file. */
export type PlanFailure =
  | { readonly kind: "header_not_found"; readonly header: string }
  | { readonly kind: "lines_not_found"; readonly lines: readonly string[] }
  | { readonly kind: "overlap"; readonly lines: readonly string[] };

/** The new text, or the first chunk that does not fit. */
export type PlanResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly failure: PlanFailure };

/**
 * Applies chunks, which must stand in file order. Lines that no chunk removes keep their bytes, endings
 * and a missing last line feed included; a context line that matched loosely keeps the file's text.
 * Added lines get the ending that most lines of the file have.
 */
export function planChanges(fileText: string, chunks: readonly Chunk[]): PlanResult {
  const lines = splitLines(fileText);
  const placed = placeChunks(lines, chunks);
  if ("failure" in placed) return { ok: false, failure: placed.failure };
  const ending = usualEnding(lines);
  const result: TextLine[] = [];
  let copied = 0;
  for (const edit of placed.edits) {
    for (; copied < edit.start; copied += 1) pushLine(result, lines[copied]);
    for (const line of edit.lines) {
      if (line.kind === "add") {
        result.push({ text: line.text, ending });
        continue;
      }
      if (line.kind === "context") pushLine(result, lines[copied]);
      copied += 1;
    }
  }
  for (; copied < lines.length; copied += 1) pushLine(result, lines[copied]);
  return { ok: true, text: joinLines(result, ending) };
}

/** The sentence that the model and the terminal get about a chunk that does not fit. */
export function describePlanFailure(failure: PlanFailure, path: string): string {
  switch (failure.kind) {
    case "header_not_found":
      return `Failed to find context '${failure.header}' in ${path}`;
    case "lines_not_found":
      return `Failed to find expected lines in ${path}:\n${failure.lines.join("\n")}`;
    case "overlap":
      return `Changes overlap in ${path}: an earlier change of the patch already covers these lines at the end of the file:\n${failure.lines.join("\n")}`;
    default:
      return assertNever(failure);
  }
}

/** Chunk lines with the index of the file line that the first old one stands at. */
interface Edit {
  readonly start: number;
  readonly lines: readonly ChunkLine[];
}

function placeChunks(
  lines: readonly TextLine[],
  chunks: readonly Chunk[],
): { readonly edits: readonly Edit[] } | { readonly failure: PlanFailure } {
  const seeker = createLineSeeker(lines.map((line) => line.text));
  const edits: Edit[] = [];
  let from = 0;
  for (const chunk of chunks) {
    const placed = placeChunk(seeker, chunk, from);
    if ("failure" in placed) return placed;
    edits.push(placed.edit);
    from = placed.next;
  }
  // Additions at the end of the file may come before chunks that stand further up; sorting is stable.
  return { edits: edits.toSorted((left, right) => left.start - right.start) };
}

type Placement = { readonly edit: Edit; readonly next: number } | { readonly failure: PlanFailure };

function placeChunk(seeker: LineSeeker, chunk: Chunk, from: number): Placement {
  let start = from;
  if (chunk.header !== undefined) {
    const header = seeker.find([chunk.header], from);
    if (header === undefined) return { failure: { kind: "header_not_found", header: chunk.header } };
    start = header + 1;
  }
  const old = oldLines(chunk.lines);
  if (old.length === 0) return placeAddition(seeker, chunk, start);
  const place: ChunkPlace = { seeker, isEndOfFile: chunk.isEndOfFile, from: start, earliest: from };
  const asWritten = findChunk(place, chunk.lines);
  if (!("failure" in asWritten) || old.at(-1) !== "") return asWritten;
  const shorter = withoutLastBlank(chunk.lines);
  // Such a chunk stands where the search stood: the blank line had placed it, were it there.
  if (oldLines(shorter).length === 0) return { edit: { start, lines: shorter }, next: start };
  const retried = findChunk(place, shorter);
  return "failure" in retried ? asWritten : retried;
}

/** With a header: directly under it. Otherwise at the end of the file, where it holds up no later chunk. */
function placeAddition(seeker: LineSeeker, chunk: Chunk, start: number): Placement {
  const isUnderHeader = chunk.header !== undefined && !chunk.isEndOfFile;
  return { edit: { start: isUnderHeader ? start : seeker.lineCount, lines: chunk.lines }, next: start };
}

/** Where a chunk may stand. */
interface ChunkPlace {
  readonly seeker: LineSeeker;
  readonly isEndOfFile: boolean;
  /** The line after the header, or after the previous chunk where there is none. */
  readonly from: number;
  /** The line after the previous chunk. */
  readonly earliest: number;
}

function findChunk(place: ChunkPlace, lines: readonly ChunkLine[]): Placement {
  const old = oldLines(lines);
  const start = place.isEndOfFile ? place.seeker.findAtEnd(old) : place.seeker.find(old, place.from);
  if (start === undefined) return { failure: { kind: "lines_not_found", lines: old } };
  if (start < place.earliest) return { failure: { kind: "overlap", lines: old } };
  return { edit: { start, lines }, next: start + old.length };
}

function oldLines(lines: readonly ChunkLine[]): string[] {
  return lines.filter((line) => line.kind !== "add").map((line) => line.text);
}

/**
 * The chunk without its last old line, a blank one that the file may lack (models close a chunk with an
 * empty line). A blank context line before additions is then itself an addition, one at the end nothing.
 */
function withoutLastBlank(lines: readonly ChunkLine[]): readonly ChunkLine[] {
  const at = lines.findLastIndex((line) => line.kind !== "add");
  const replacement: readonly ChunkLine[] = lines[at]?.kind === "context" ? [{ kind: "add", text: "" }] : [];
  const shorter = [...lines.slice(0, at), ...replacement, ...lines.slice(at + 1)];
  const last = shorter.at(-1);
  return last?.kind === "add" && last.text === "" ? shorter.slice(0, -1) : shorter;
}

function pushLine(result: TextLine[], line: TextLine | undefined): void {
  if (line !== undefined) result.push(line);
}
