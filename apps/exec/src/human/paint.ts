/** Colours of the human-readable output. */
import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** Paints a text, or leaves it as it is. */
export type Paint = (format: Format, text: string) => string;

/** `isColored` false leaves every text plain. */
export function createPaint(isColored: boolean): Paint {
  return (format, text) => (isColored ? styleText(format, text, { validateStream: false }) : text);
}

/** Whether a stream gets colours: the flag decides, then the environment, then whether it is a terminal. */
export function wantsColor(
  choice: "always" | "never" | "auto",
  isTerminal: boolean,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (choice !== "auto") return choice === "always";
  const forced = env["CLICOLOR_FORCE"] ?? env["FORCE_COLOR"];
  if (forced !== undefined && forced !== "0" && forced !== "") return true;
  if (env["NO_COLOR"]) return false;
  return isTerminal && env["TERM"] !== "dumb";
}

/** The title of something that happens. */
export function heading(paint: Paint, text: string): string {
  return paint(["italic", "magenta"], text);
}
