/** Members of inline tables, which stand between braces in the value of a statement. */
import type { KeySpans, Span } from "../toml/scan-keys.ts";

/** `text` with `member` added at the end of the inline table at `span`. */
export function addMember(text: string, span: Span, member: string): string {
  const close = span.end - 1;
  const inner = text.slice(span.start + 1, close);
  if (inner.trim() === "") return `${text.slice(0, span.start)}{ ${member} }${text.slice(span.end)}`;
  const filled = span.start + 1 + inner.trimEnd().length;
  const comma = text[filled - 1] === "," ? "" : ",";
  return `${text.slice(0, filled)}${comma} ${member}${text.slice(filled)}`;
}

/** `text` without a member and the comma that came with it. */
export function removeMember(text: string, { key }: KeySpans, value: Span): string {
  const comma = /\s*,[ \t]*/y;
  comma.lastIndex = value.end;
  const behind = comma.exec(text);
  if (behind) return text.slice(0, key.start) + text.slice(value.end + behind[0].length);
  const before = text.slice(0, key.start).replace(/,?[ \t]*$/, "");
  return `${before}${before.endsWith("{") ? "" : " "}${text.slice(value.end).replace(/^[ \t]+/, "")}`;
}
