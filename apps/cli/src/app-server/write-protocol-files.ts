/** Writes the generated types. */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { generateJsonSchemas, generateTypeScript } from "@codex-ts/protocol/generate";
import { makeFolder } from "@codex-ts/std/node";
import type { GeneratorRequest } from "./generator-request.ts";

/** Writes every file of a request; files that were there under other names stay. */
export async function writeProtocolFiles(request: GeneratorRequest): Promise<void> {
  const generate = request.kind === "typescript" ? generateTypeScript : generateJsonSchemas;
  const files = generate({ experimental: request.experimental });
  for (const file of files) {
    const target = path.join(request.folder, file.path);
    await makeFolder(path.dirname(target));
    await writeFile(target, file.text);
  }
  if (request.prettier === undefined) return;
  const targets = files.map((file) => path.join(request.folder, file.path));
  await promisify(execFile)(request.prettier, ["--write", "--log-level", "warn", ...targets]);
}
