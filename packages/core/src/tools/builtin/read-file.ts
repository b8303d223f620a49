/** `read_file`: lines of a file, in a row or as the block around one of them. */
import path from "node:path";
import { reasonOf } from "@codex-ts/std";
import * as z from "zod/mini";
import { indentedBlock } from "../files/indented-block.ts";
import { numberedLine, readLines } from "../files/read-lines.ts";
import { functionSpec } from "../function-spec.ts";
import { isModelTool } from "../model-tool.ts";
import { optionalCount, parseArguments } from "../parse-arguments.ts";
import { failedOutput, type Tool, textOutput } from "../tool.ts";

const optionalFlag = z.optional(z.nullable(z.boolean()));
const Arguments = z.object({
  file_path: z.string(),
  offset: optionalCount,
  limit: optionalCount,
  mode: z.optional(z.nullable(z.enum(["slice", "indentation"]))),
  indentation: z.optional(
    z.nullable(
      z.object({
        anchor_line: optionalCount,
        max_levels: optionalCount,
        include_siblings: optionalFlag,
        include_header: optionalFlag,
        max_lines: optionalCount,
      }),
    ),
  ),
});
type ReadArguments = z.output<typeof Arguments>;

/** Lines that one call reads when the model does not say (Codex 0.99.0). */
const DEFAULT_LIMIT = 2000;
/** Characters of a file whose blocks are looked for: all of it has to be in memory. */
const MAX_BLOCK_CHARACTERS = 16 * 1024 * 1024;

/** `read_file`, for models that know it. */
export const readFile: Tool = {
  name: "read_file",
  accepts: ["function"],
  isParallel: true,
  offer: (turn) => (isModelTool(turn, "read_file") ? spec() : "none"),
  async run(_ports, _turn, call, signal) {
    if (call.payload.kind !== "function") return failedOutput("read_file takes JSON arguments");
    const args = parseArguments(Arguments, call.payload.arguments);
    if (!args.ok) return failedOutput(args.text);
    const problem = problemOf(args.value);
    if (problem) return failedOutput(problem);
    try {
      const read = args.value.mode === "indentation" ? readBlock : readSlice;
      return textOutput(await read(args.value, signal));
    } catch (error) {
      signal.throwIfAborted();
      return failedOutput(`failed to read file: ${reasonOf(error)}`);
    }
  },
};

function spec() {
  return functionSpec(
    "read_file",
    {
      file_path: { type: "string" },
      offset: { type: "number" },
      limit: { type: "number" },
      mode: { type: "string" },
      indentation: {
        type: "object",
        properties: {
          anchor_line: { type: "number" },
          max_levels: { type: "number" },
          include_siblings: { type: "boolean" },
          include_header: { type: "boolean" },
          max_lines: { type: "number" },
        },
        additionalProperties: false,
      },
    },
    ["file_path"],
  );
}

function problemOf({ file_path, offset, limit, indentation }: ReadArguments): string | undefined {
  if (offset === 0) return "offset must be a 1-indexed line number";
  if (limit === 0) return "limit must be greater than zero";
  if (!path.isAbsolute(file_path)) return "file_path must be an absolute path";
  if (indentation?.anchor_line === 0) return "anchor_line must be a 1-indexed line number";
  if (indentation?.max_lines === 0) return "max_lines must be greater than zero";
  return undefined;
}

async function readSlice({ file_path, offset, limit }: ReadArguments, signal: AbortSignal): Promise<string> {
  const first = offset ?? 1;
  const end = first + (limit ?? DEFAULT_LIMIT);
  const shown: string[] = [];
  let number = 0;
  for await (const line of readLines(file_path, signal)) {
    number += 1;
    if (number >= first) shown.push(numberedLine(number, line));
    if (number + 1 >= end) break;
  }
  return number < first ? "offset exceeds file length" : shown.join("\n");
}

async function readBlock(
  { file_path, offset, limit, indentation }: ReadArguments,
  signal: AbortSignal,
): Promise<string> {
  const lines: string[] = [];
  let characters = 0;
  for await (const line of readLines(file_path, signal)) {
    characters += line.length + 1;
    if (characters > MAX_BLOCK_CHARACTERS)
      return "the file is too large for indentation mode; use slice mode";
    lines.push(line);
  }
  const anchor = (indentation?.anchor_line ?? offset ?? 1) - 1;
  if (anchor >= lines.length) return "anchor_line exceeds file length";
  const most = limit ?? DEFAULT_LIMIT;
  const { start, end } = indentedBlock(lines, {
    anchor,
    maxLevels: indentation?.max_levels ?? 0,
    withSiblings: indentation?.include_siblings ?? false,
    withHeader: indentation?.include_header ?? true,
    maxLines: Math.min(most, indentation?.max_lines ?? most),
  });
  return lines
    .slice(start, end)
    .map((line, index) => numberedLine(start + index + 1, line))
    .join("\n");
}
