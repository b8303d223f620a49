/** Variables that the user keeps in `$CODEX_HOME/.env`. */
import { readFile } from "node:fs/promises";
import path from "node:path";

/**
 * Sets the variables of the file in `env`, over what is there. Runs before anything else looks at the
 * environment. Variables of the program itself are left out by the parser. `warn` is told once when
 * the file is there and it, or some of its lines, cannot be read.
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
  const { entries, badLines } = parseDotenv(text, env);
  for (const { name, value } of entries) env[name] = value;
  if (badLines.length > 0) warn(`warning: ${file}: ${describeLines(badLines)}`);
}

/** So many lines are named. */
const MOST_LINES = 5;

/** Never with what stands there, since it may be half a secret. */
function describeLines(lines: readonly number[]): string {
  const named = lines.slice(0, MOST_LINES).join(", ");
  const rest = lines.length > MOST_LINES ? ` and ${lines.length - MOST_LINES} more` : "";
  const subject = lines.length === 1 ? `line ${named} is` : `lines ${named}${rest} are`;
  return `${subject} ignored. Write NAME=value, with single quotes around a value that holds spaces, quotes or backslashes.`;
}
