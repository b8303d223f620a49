/** Starts the bundle in the same folder, and at its end keeps the compiled code of all that has run. */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Script } from "node:vm";
import { createLoader } from "./load-scripts.ts";

const scripts = new Map<string, Script>();
const load = createLoader(__dirname, createRequire(__filename), (file, script) => scripts.set(file, script));
// Only now V8 knows the functions inside: those that were called are compiled, and go into the file.
process.on("exit", () => {
  for (const [file, script] of scripts) writeFileSync(file, script.createCachedData());
});
load("./main.cjs");
