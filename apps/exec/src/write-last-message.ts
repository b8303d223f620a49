/** `--output-last-message`. */
import { writeFile } from "node:fs/promises";

/** Writes the message as it is. A failure is told and does not change how the run ends. */
export async function writeLastMessage(
  file: string,
  message: string | undefined,
  tell: (text: string) => void,
): Promise<void> {
  if (message === undefined) tell(`Warning: no last agent message; wrote empty content to ${file}`);
  try {
    await writeFile(file, message ?? "");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    tell(`Failed to write last message file ${JSON.stringify(file)}: ${reason}`);
  }
}
