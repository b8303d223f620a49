/** Variables that the user keeps in `$CODEX_HOME/.env`. */
import { readFile } from "node:fs/promises";
import path from "node:path";

/**
 * Sets the variables of the file in `env`, over what is there. Runs before anything else looks at the
 * environment. Variables of the program itself are left out by the parser. `warn` is told when the file is
 * there and cannot be read.
 */
export async function loadDotenv(
  env: Record<string, string | undefined>,
  userHome: string,
  warn: (text: string) => void,
): Promise<void> {
  const file = path.join(env["CODEX_HOME"] || path.join(userHome, ".codex"), ".env");
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    // A home that leads nowhere is told by whoever needs it.
    if (code !== "ENOENT" && code !== "ENOTDIR") warn(`warning: cannot read ${file} (${code})`);
    return;
  }
  // Loaded only where there is such a file.
  const { parseDotenv } = await import("@codex-ts/config");
  for (const { name, value } of parseDotenv(text)) env[name] = value;
}
