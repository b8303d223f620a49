/** Long texts in telemetry. */

/** The most characters and lines of a tool's output that are told (Codex 0.99.0: 2 KiB, 64 lines). */
const MAX_CHARACTERS = 2048;
const MAX_LINES = 64;
/** The line behind a cut (Codex 0.99.0); programs that read telemetry may look for it. */
const CUT = "[... telemetry preview truncated ...]";

/** The beginning of a text, with a last line that says so when it was cut. */
export function previewText(text: string): string {
  const head = text.slice(0, MAX_CHARACTERS);
  const lines = head.split("\n");
  if (head.length === text.length && lines.length <= MAX_LINES) return text;
  return [...lines.slice(0, MAX_LINES), CUT].join("\n");
}
