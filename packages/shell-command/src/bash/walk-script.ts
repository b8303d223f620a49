/** Going through a script's syntax tree in search of commands. */
import type { Node } from "web-tree-sitter";
import { heredocSubstitutions } from "./heredoc.ts";
import { joinPieces, type Piece, toPiece } from "./join-pieces.ts";
import type { ContainedWord } from "./word.ts";

/** A command as it stands in the script, with what surrounds it. */
export interface FoundCommand {
  readonly words: readonly ContainedWord[];
  readonly assignments: readonly string[];
  readonly hasRedirection: boolean;
  readonly inSubshell: boolean;
}

/** What a script holds. */
export interface ScriptContents {
  readonly commands: readonly FoundCommand[];
  /** Scripts between backticks in here-documents, which the grammar takes for text. */
  readonly documentScripts: readonly string[];
}

const COMMANDS: ReadonlySet<string> = new Set([
  "command",
  "declaration_command",
  "unset_command",
  "test_command",
]);
const SUBSHELLS: ReadonlySet<string> = new Set(["subshell", "command_substitution", "process_substitution"]);
/** Nodes that end where their last part ends, so that a redirection after them may belong to that part. */
const CHAINS: ReadonlySet<string> = new Set(["pipeline", "list", "negated_command"]);

/** A node still to be looked at. */
interface Visit {
  readonly node: Node;
  readonly inSubshell: boolean;
  readonly hasRedirection: boolean;
  /** Redirections after the node, and words after those that belong to the node's last command. */
  readonly after: readonly Piece[];
}

/**
 * Finds every command of a script, in script order, those in substitutions included. Takes time in
 * proportion to the script and no stack, however deep it nests.
 */
export function walkScript(root: Node, script: string): ScriptContents {
  const commands: FoundCommand[] = [];
  const documentScripts: string[] = [];
  const todo: Visit[] = [{ node: root, inSubshell: false, hasRedirection: false, after: [] }];
  for (let visit = todo.pop(); visit; visit = todo.pop()) {
    commands.push(...commandsAt(visit, script));
    if (visit.node.type === "heredoc_redirect") {
      for (const [, text] of heredocSubstitutions(visit.node))
        if (text !== undefined) documentScripts.push(text);
    }
    todo.push(...visitsBelow(visit).reverse());
  }
  return { commands, documentScripts };
}

function commandsAt(visit: Visit, script: string): readonly FoundCommand[] {
  const { node, after, inSubshell } = visit;
  if (node.type === "redirected_statement") {
    // `>a >b CMD`: the grammar makes no command of it, all its words follow a redirection.
    const pieces = endsInCommand(node.childForFieldName("body")) ? [] : redirectPieces(node);
    const around = { assignments: [], hasRedirection: true, inSubshell };
    return joinPieces(pieces, script).map((words) => ({ ...around, words }));
  }
  if (!COMMANDS.has(node.type)) return [];
  const { children } = node;
  const around = {
    assignments: children.flatMap((child) => (child.type === "variable_assignment" ? [child.text] : [])),
    hasRedirection: visit.hasRedirection || children.some((child) => child.type.endsWith("_redirect")),
    inSubshell,
  };
  const pieces = [...children.map(toPiece), ...after];
  return joinPieces(pieces, script).map((words) => ({ ...around, words }));
}

function visitsBelow(visit: Visit): Visit[] {
  const { node } = visit;
  const inSubshell = visit.inSubshell || SUBSHELLS.has(node.type);
  const isRedirected = node.type === "redirected_statement";
  const hasRedirection = visit.hasRedirection || isRedirected;
  const body = isRedirected ? node.childForFieldName("body") : null;
  const { namedChildren } = node;
  return namedChildren.flatMap((child, at): readonly Visit[] => {
    if (!child) return [];
    const isBody = body?.id === child.id;
    const isLast = CHAINS.has(node.type) && at === namedChildren.length - 1;
    const own = isBody && endsInCommand(body) ? redirectPieces(node) : [];
    const after = isBody || isLast ? [...own, ...visit.after] : [];
    return [{ node: child, inSubshell, hasRedirection, after }];
  });
}

/** True if the last thing that a statement does is to run one command: `a | b`, but not `a | { b; }`. */
function endsInCommand(statement: Node | null): boolean {
  let last = statement;
  while (last && CHAINS.has(last.type)) last = last.lastNamedChild;
  return last !== null && COMMANDS.has(last.type);
}

/** `rm >log -f x` and `rm <<EOF -f x`: after the target or the mark come arguments of `rm`. */
function redirectPieces(statement: Node): readonly Piece[] {
  return statement.childrenForFieldName("redirect").flatMap((redirect) => {
    if (!redirect) return [];
    const [target, ...destinations] = redirect.childrenForFieldName("destination");
    const mark = redirect.namedChildren.find((child) => child?.type === "heredoc_start");
    const own = { start: redirect.startIndex, end: (target ?? mark ?? redirect).endIndex, isWord: false };
    const strays = [...destinations, ...redirect.childrenForFieldName("argument")];
    return [own, ...strays.flatMap((node) => (node ? [toPiece(node)] : []))];
  });
}
