/** The words of a command, from the stretches of script that the grammar counts to it. */
import type { Node } from "web-tree-sitter";
import { type ContainedWord, resolveWord } from "./word.ts";

/** A stretch of the script that belongs to a command. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  /** False for assignments, redirections and comments. */
  readonly isWord: boolean;
}

/** The piece that a node covers, without the blanks that the grammar may count to it. */
export function toPiece(node: Node): Piece {
  const isWord =
    node.type !== "variable_assignment" && node.type !== "comment" && !node.type.endsWith("_redirect");
  const blanks = node.text.length - node.text.trimStart().length;
  return { start: node.startIndex + blanks, end: node.endIndex, isWord };
}

/**
 * The words that pieces in script order make. The grammar splits a word at a line continuation, and takes
 * a line that starts with a backslash for more arguments of the line before (the newline is then part of
 * a word). Both are put right; because of the latter the result is a list of commands.
 */
export function joinPieces(pieces: readonly Piece[], script: string): readonly (readonly ContainedWord[])[] {
  const commands: string[][] = [[]];
  let end: number | undefined;
  let wasWord = false;
  for (const piece of pieces) {
    const gap = script.slice(end ?? piece.start, piece.start).replaceAll("\\\n", "");
    if (gap.includes("\n")) commands.push([]);
    const words = commands.at(-1) ?? [];
    const isContinued = end !== undefined && gap === "" && wasWord && piece.isWord && words.length > 0;
    const text = script.slice(piece.start, piece.end);
    if (isContinued) words.push(`${words.pop() ?? ""}${text}`);
    else if (piece.isWord) words.push(text);
    end = piece.end;
    wasWord = piece.isWord;
  }
  return commands.filter((words) => words.length > 0).map((words) => words.flatMap(resolveWord));
}
