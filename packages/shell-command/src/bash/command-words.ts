/** The words of one command node, as Bash would see them. */
import type { Node } from "web-tree-sitter";
import { type ContainedWord, resolveWord } from "./word.ts";

/** A stretch of the script that belongs to a command. */
interface Piece {
  readonly start: number;
  readonly end: number;
  /** False for assignments, redirections and comments. */
  readonly isWord: boolean;
}

/**
 * The words of a command node in script order. The grammar errs in three ways that are put right here:
 * it splits a word at a line continuation, it counts words after a redirection to the redirection, and
 * it takes a line that starts with a backslash for more arguments of the line before (the newline is then
 * part of a word). Because of the last one the result is a list of commands.
 */
export function commandWords(command: Node, script: string): readonly (readonly ContainedWord[])[] {
  return joinPieces([...command.children.map(toPiece), ...redirectPieces(command)], script);
}

/** The words of `>a >b CMD`, for which the grammar makes no command: all of it follows a redirection. */
export function redirectedWords(statement: Node, script: string): readonly (readonly ContainedWord[])[] {
  const body = statement.childForFieldName("body");
  return body && isCommand(lastPart(body)) ? [] : joinPieces(statementPieces(statement), script);
}

function joinPieces(pieces: readonly Piece[], script: string): readonly (readonly ContainedWord[])[] {
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

/** True if the command or a statement around it redirects input or output. */
export function hasRedirection(command: Node): boolean {
  if (command.children.some((child) => child.type.endsWith("_redirect"))) return true;
  for (let at = command.parent; at; at = at.parent) if (at.type === "redirected_statement") return true;
  return false;
}

function toPiece(node: Node): Piece {
  const isWord =
    node.type !== "variable_assignment" && node.type !== "comment" && !node.type.endsWith("_redirect");
  const blanks = node.text.length - node.text.trimStart().length;
  return { start: node.startIndex + blanks, end: node.endIndex, isWord };
}

/** Nodes that end where their last part ends, so that a redirection after them may belong to that part. */
const CHAINS: ReadonlySet<string> = new Set(["pipeline", "list", "negated_command"]);

function isCommand(node: Node): boolean {
  return node.type.endsWith("command") && node.type !== "negated_command";
}

function lastPart(node: Node): Node {
  const last = CHAINS.has(node.type) ? node.namedChildren.at(-1) : undefined;
  return last ? lastPart(last) : node;
}

/** `rm >log -f x`, `a | rm >log -f x`: the redirections that stand after this command. */
function redirectPieces(command: Node): readonly Piece[] {
  const pieces: Piece[] = [];
  let node = command;
  for (let parent = node.parent; parent; parent = node.parent) {
    const isLast = CHAINS.has(parent.type) && parent.namedChildren.at(-1)?.id === node.id;
    const isBody = parent.type === "redirected_statement" && parent.childForFieldName("body")?.id === node.id;
    if (isBody) pieces.push(...statementPieces(parent));
    else if (!isLast) break;
    node = parent;
  }
  return pieces;
}

/** After the target or the mark of a redirection come arguments of the command before it. */
function statementPieces(statement: Node): readonly Piece[] {
  return statement.childrenForFieldName("redirect").flatMap((redirect) => {
    if (!redirect) return [];
    const [target, ...destinations] = redirect.childrenForFieldName("destination");
    const mark = redirect.namedChildren.find((child) => child?.type === "heredoc_start");
    const own = { start: redirect.startIndex, end: (target ?? mark ?? redirect).endIndex, isWord: false };
    const strays = [...destinations, ...redirect.childrenForFieldName("argument")];
    return [own, ...strays.flatMap((node) => (node ? [toPiece(node)] : []))];
  });
}
