/** Scripts that are nothing but a sequence of commands with known words. */
import type { Node } from "web-tree-sitter";
import type { BashParser } from "./bash-parser.ts";
import { heredocSubstitutions } from "./heredoc.ts";
import { hasControlCharacter, plainWordValue } from "./plain-word.ts";

const STRUCTURE: ReadonlySet<string> = new Set(["program", "list", "pipeline"]);
const WORD_NODES: ReadonlySet<string> = new Set(["word", "number", "string", "raw_string", "concatenation"]);
const CONNECTORS: ReadonlySet<string> = new Set(["&&", "||", ";", "|"]);

/** Turns a word's node into its value; undefined refuses the whole script. */
type ReadWord = (node: Node) => string | undefined;

/**
 * The commands of a script, in the order of their text, if they are all it consists of. Sound for
 * decisions: undefined as soon as anything redirects, assigns, expands, escapes or globs, runs in the
 * background or in a subshell, or is not understood.
 */
export function parsePlainCommands(
  parser: BashParser,
  script: string,
): readonly (readonly string[])[] | undefined {
  if (hasControlCharacter(script)) return undefined;
  return parser.withTree(script, (root) => readCommands(root, (node) => plainWordValue(node.text), true));
}

/**
 * The same for display only: words keep their escapes, globs and `~` as they were typed.
 * Never base a decision on it.
 */
export function parseDisplayCommands(
  parser: BashParser,
  script: string,
): readonly (readonly string[])[] | undefined {
  return parser.withTree(script, (root) => readCommands(root, displayWord, false));
}

/**
 * The one command of a script that reads a here-document and does nothing besides: no other redirection,
 * no assignment, no substitution in the document. Undefined otherwise.
 */
export function parseHeredocCommand(parser: BashParser, script: string): readonly string[] | undefined {
  if (hasControlCharacter(script)) return undefined;
  return parser.withTree(script, (root) => {
    if (root.hasError || root.namedChildCount !== 1) return undefined;
    const statement = root.namedChild(0);
    if (statement?.type !== "redirected_statement" || statement.namedChildCount !== 2) return undefined;
    const body = statement.childForFieldName("body");
    const redirect = statement.childForFieldName("redirect");
    if (body?.type !== "command" || redirect?.type !== "heredoc_redirect") return undefined;
    if (!redirect.namedChildren.every((part) => part?.type.startsWith("heredoc_"))) return undefined;
    if (heredocSubstitutions(redirect).length > 0) return undefined;
    const commands: string[][] = [];
    return readCommand(body, (node) => plainWordValue(node.text), true, commands) ? commands[0] : undefined;
  });
}

/** Goes through the tree without recursion: `a && a && …` nests as deep as it is long. */
function readCommands(
  root: Node,
  readWord: ReadWord,
  isStrict: boolean,
): readonly (readonly string[])[] | undefined {
  if (root.hasError) return undefined;
  const commands: string[][] = [];
  const todo: Node[] = [root];
  for (let node = todo.pop(); node; node = todo.pop()) {
    if (node.type === "command") {
      if (!readCommand(node, readWord, isStrict, commands)) return undefined;
    } else if (node.isNamed) {
      if (!STRUCTURE.has(node.type)) return undefined;
      // One by one: a script can have more parts than a call can take arguments.
      for (const child of node.children.reverse()) todo.push(child);
    } else if (!CONNECTORS.has(node.type) && node.text.trim() !== "") {
      return undefined;
    }
  }
  return commands.length > 0 ? commands : undefined;
}

function readCommand(node: Node, readWord: ReadWord, isStrict: boolean, commands: string[][]): boolean {
  const words: string[] = [];
  let end = node.startIndex;
  for (const child of node.children) {
    if (!child.isNamed) return false;
    const gap = node.text.slice(end - node.startIndex, child.startIndex - node.startIndex);
    if (isStrict && !(words.length === 0 ? gap === "" : /^[ \t]+$/.test(gap))) return false;
    const word = readPart(child, words.length === 0, readWord);
    if (word === undefined) return false;
    words.push(word);
    end = child.endIndex;
  }
  commands.push(words);
  return words.length > 0;
}

function readPart(node: Node, isFirst: boolean, readWord: ReadWord): string | undefined {
  if (!isFirst) return WORD_NODES.has(node.type) ? readWord(node) : undefined;
  const name = node.type === "command_name" && node.namedChildCount === 1 ? node.namedChild(0) : null;
  return name?.type === "word" ? readWord(name) : undefined;
}

function displayWord(node: Node): string | undefined {
  switch (node.type) {
    case "word":
    case "number":
      return node.namedChildCount === 0 ? node.text : undefined;
    case "raw_string":
      return node.text.slice(1, -1);
    case "string":
      return node.namedChildren.every((part) => part.type === "string_content") &&
        node.children.every((part) => part.isNamed || part.type === '"')
        ? node.text.slice(1, -1)
        : undefined;
    case "concatenation": {
      const parts = node.children.map(displayWord);
      return parts.every((part) => part !== undefined) ? parts.join("") : undefined;
    }
    default:
      return undefined;
  }
}
