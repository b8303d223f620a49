/** Finding a call of `apply_patch` in a command line, without a Bash grammar. */
import { resolveWord } from "./bash/word.ts";
import { programStem } from "./shell-script.ts";

/**
 * What a command line asks of the patch tool.
 *
 * - `patch`: apply this text, in `workdir` if it is given (as written, perhaps relative).
 * - `bare-patch`: a patch without the program's name; it must not run as a command.
 * - `none`: an ordinary command.
 */
export type PatchRequest =
  | { readonly kind: "none" }
  | { readonly kind: "patch"; readonly patch: string; readonly workdir?: string }
  | { readonly kind: "bare-patch" };

const NONE: PatchRequest = { kind: "none" };
const PROGRAMS: ReadonlySet<string> = new Set(["apply_patch", "applypatch"]);

/** Variables that a command line sets before its command, where the shell has nothing to work out in them. */
const ASSIGNMENTS = String.raw`(?:[A-Za-z_]\w*=(?:'[^']*'|"[^"\\$\x60]*"|[\w.,:/@%+=-])*[ \t]+)*`;
const FOLDER = String.raw`(?<folder>(?:'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[^\r\n]|[^\s'"\\;&|<>()])+)`;
const MARK = String.raw`(?<mark>'[^'\r\n]+'|"[^"\r\n]+"|\\?[\w.-]+)`;

/** `apply_patch <<'X'`, perhaps after `cd DIR &&` or with `-` for its input, up to the end of its line; then the document. */
const CALL = new RegExp(
  [
    String.raw`^\s*(?:${ASSIGNMENTS}cd[ \t]+${FOLDER}[ \t]*&&\s*)?${ASSIGNMENTS}(?:apply_patch|applypatch)`,
    String.raw`(?:[ \t]+-)?(?:[ \t]|\\\r?\n)*<<(?<strip>-?)[ \t]*${MARK}[ \t]*\r?\n(?<document>[\s\S]*)$`,
  ].join(""),
);

/**
 * Reads `[apply_patch, PATCH]` and `[bash, -lc, "apply_patch <<'X' … X"]` with their relatives
 * (`applypatch`, a leading `cd DIR &&`, zsh, sh, PowerShell, cmd). Anything before, between or after makes
 * it an ordinary command, which the shell then runs.
 */
export function extractPatch(argv: readonly string[]): PatchRequest {
  const [first = "", second] = argv;
  if (argv.length === 1) return isPatchText(first) ? { kind: "bare-patch" } : NONE;
  if (argv.length === 2 && second !== undefined && PROGRAMS.has(first))
    return { kind: "patch", patch: second };
  const script = shellText(argv);
  if (script === undefined) return NONE;
  return isPatchText(script) ? { kind: "bare-patch" } : readCall(script);
}

/** The script of any shell that the original looks into, Windows shells included. */
function shellText(argv: readonly string[]): string | undefined {
  const [program = "", ...flags] = argv.slice(0, -1);
  const flag = flags.join(" ").toLowerCase();
  switch (programStem(program).toLowerCase()) {
    case "bash":
    case "zsh":
    case "sh":
      return flag === "-c" || flag === "-lc" ? argv.at(-1) : undefined;
    case "pwsh":
    case "powershell":
      return flag === "-command" || flag === "-noprofile -command" ? argv.at(-1) : undefined;
    case "cmd":
      return flag === "/c" ? argv.at(-1) : undefined;
    default:
      return undefined;
  }
}

/** True for a patch by its first and last line, or one wrapped in a here-document's lines. */
function isPatchText(text: string): boolean {
  const lines = text.trim().split("\n");
  const isWrapped = /^<<(['"]?)EOF\1$/.test(lines[0]?.trim() ?? "") && lines.at(-1)?.endsWith("EOF") === true;
  const body = isWrapped ? lines.slice(1, -1) : lines;
  return body[0]?.trim() === "*** Begin Patch" && body.at(-1)?.trim() === "*** End Patch";
}

function readCall(script: string): PatchRequest {
  const { folder, strip, mark = "", document = "" } = CALL.exec(script)?.groups ?? {};
  if (mark === "") return NONE;
  const workdir = folder === undefined ? undefined : folderValue(folder);
  if (folder !== undefined && workdir === undefined) return NONE;
  const patch = documentBody(document, mark.replace(/^\\|^['"]|['"]$/g, ""), strip === "-");
  if (patch === undefined) return NONE;
  return workdir === undefined ? { kind: "patch", patch } : { kind: "patch", patch, workdir };
}

/** The folder, if the shell would take the word as it stands and `cd` would not read it as an option. */
function folderValue(source: string): string | undefined {
  const [word, other] = resolveWord(source);
  if (!word?.isLiteral || other || word.text.startsWith("-")) return undefined;
  return word.text;
}

/**
 * The lines before the end mark, which must be the last line that is not blank. A mark with blanks around
 * it counts, as in 0.99.0, but only where no line is the mark exactly: ` EOF` may be a patch's context line.
 * Without any mark all complete lines are the document, for the shell as well.
 */
function documentBody(document: string, mark: string, stripsTabs: boolean): string | undefined {
  const lines = document.split("\n").map((line) => (stripsTabs ? line.replace(/^\t+/, "") : line));
  const isOpen = !lines.some((line) => line.trimStart().startsWith(mark));
  if (isOpen) return document.endsWith("\n") ? lines.join("\n") : undefined;
  const exact = lines.findIndex((line) => line === mark || line === `${mark}\r`);
  const end = exact >= 0 ? exact : lines.findLastIndex((line) => line.trim() !== "");
  if (end < 0 || lines[end]?.trim() !== mark) return undefined;
  if (lines.slice(end + 1).some((line) => line.trim() !== "")) return undefined;
  return lines.slice(0, end).join("\n");
}
