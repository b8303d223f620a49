/** `list_dir`: a folder and what is below it. */
import path from "node:path";
import { reasonOf } from "@codex-ts/std";
import * as z from "zod/mini";
import { listEntries } from "../files/list-entries.ts";
import { functionSpec } from "../function-spec.ts";
import { isModelTool } from "../model-tool.ts";
import { optionalCount, parseArguments } from "../parse-arguments.ts";
import { failedOutput, type Tool, textOutput } from "../tool.ts";

const Arguments = z.object({
  dir_path: z.string(),
  offset: optionalCount,
  limit: optionalCount,
  depth: optionalCount,
});

/** What holds when the model does not say (Codex 0.99.0). */
const DEFAULTS = { offset: 1, limit: 25, depth: 2 };

/** `list_dir`, for models that know it. */
export const listDir: Tool = {
  name: "list_dir",
  accepts: ["function"],
  isParallel: true,
  offer: (turn) => {
    if (!isModelTool(turn, "list_dir")) return "none";
    const properties = {
      dir_path: { type: "string" },
      offset: { type: "number" },
      limit: { type: "number" },
      depth: { type: "number" },
    } as const;
    return functionSpec("list_dir", properties, ["dir_path"]);
  },
  async run(_ports, _turn, call, signal) {
    if (call.payload.kind !== "function") return failedOutput("list_dir takes JSON arguments");
    const args = parseArguments(Arguments, call.payload.arguments);
    if (!args.ok) return failedOutput(args.text);
    const { dir_path } = args.value;
    const offset = args.value.offset ?? DEFAULTS.offset;
    const limit = args.value.limit ?? DEFAULTS.limit;
    const depth = args.value.depth ?? DEFAULTS.depth;
    if (offset === 0) return failedOutput("offset must be a 1-indexed entry number");
    if (limit === 0) return failedOutput("limit must be greater than zero");
    if (depth === 0) return failedOutput("depth must be greater than zero");
    if (!path.isAbsolute(dir_path)) return failedOutput("dir_path must be an absolute path");
    try {
      const entries = await listEntries(dir_path, depth, signal);
      if (entries.length > 0 && offset > entries.length) {
        return failedOutput("offset exceeds directory entry count");
      }
      const shown = entries.slice(offset - 1, offset - 1 + limit);
      const isCut = offset - 1 + shown.length < entries.length;
      return textOutput(
        [
          `Absolute path: ${dir_path}`,
          ...shown.map(({ line }) => line),
          ...(isCut ? [`More than ${shown.length} entries found`] : []),
        ].join("\n"),
      );
    } catch (error) {
      signal.throwIfAborted();
      return failedOutput(`failed to read directory: ${reasonOf(error)}`);
    }
  },
};
