/** `--output-last-message`. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describeFailure } from "./input/describe-failure.ts";

/** Writes the message as it is. A failure is told and does not change how the run ends. */
export async function writeLastMessage(
  file: string,
  cwd: string,
  message: string | undefined,
  tell: (text: string) => void,
): Promise<void> {
  if (message === undefined) tell(`Warning: no last agent message; wrote empty content to ${file}`);
  try {
    await writeFile(path.resolve(cwd, file), message ?? "");
  } catch (error) {
    tell(`Failed to write last message file ${JSON.stringify(file)}: ${describeFailure(error)}`);
  }
}
