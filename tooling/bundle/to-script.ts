/** Turns the modules that esbuild has made into scripts, for which compiled code can be kept. */
import { transform } from "esbuild";
import { takeBuiltIns } from "./take-built-ins.ts";

/** A late import as esbuild prints it. Inside of its strings the quotes would be escaped. */
const LATE_IMPORT = /\bimport\(("[^"\n]+")\)/g;

/**
 * The text of a function with the parameters that `loader/load-scripts.ts` gives. Its place in the file stays, but
 * for the first line.
 */
export async function toScript(module: string): Promise<string> {
  // A script of `node:vm` cannot import. Left to esbuild it would become `require`, which bundled packages redefine.
  const importsByCall = takeBuiltIns(module).replaceAll(LATE_IMPORT, "__import($1)");
  const { code } = await transform(importsByCall, {
    format: "cjs",
    platform: "node",
    target: "node24",
    define: { "import.meta.dirname": "__dirname", "import.meta.url": "__url" },
  });
  return `(function (require, module, exports, __import, __dirname, __url) {${code}\n})`;
}
