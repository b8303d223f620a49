/** The token counts of a finished response. */
import { isJsonObject, type TokenUsage } from "@codex-ts/protocol";

/** The counts (undefined when the server gave none), or what is wrong with them. */
export type ParsedUsage =
  | { readonly kind: "valid"; readonly value: TokenUsage | undefined }
  | { readonly kind: "invalid"; readonly reason: string };

/** Reads `usage`. The three totals are required; details are optional, but complete where present. */
export function parseUsage(usage: unknown): ParsedUsage {
  if (usage == null) return { kind: "valid", value: undefined };
  const missing: string[] = [];
  const count = (holder: unknown, name: string): number => {
    const value = isJsonObject(holder) ? holder[name] : undefined;
    if (typeof value === "number") return value;
    missing.push(name);
    return 0;
  };
  const detail = (holder: unknown, name: string): number => (holder == null ? 0 : count(holder, name));
  const object = isJsonObject(usage) ? usage : {};
  const value: TokenUsage = {
    input_tokens: count(object, "input_tokens"),
    cached_input_tokens: detail(object["input_tokens_details"], "cached_tokens"),
    output_tokens: count(object, "output_tokens"),
    reasoning_output_tokens: detail(object["output_tokens_details"], "reasoning_tokens"),
    total_tokens: count(object, "total_tokens"),
  };
  if (missing.length === 0) return { kind: "valid", value };
  return {
    kind: "invalid",
    reason: `\`usage\` lacks the number${missing.length > 1 ? "s" : ""} ${missing.join(", ")}`,
  };
}
