/**
 * Measures what one more request costs a thread with a long history: from the history in memory to the bytes.
 *
 *     node tests/perf/history-bench.ts
 */
import { createHistory } from "../../packages/core/src/history/history.ts";
import { buildPrompt } from "../../packages/core/src/turn/build-prompt.ts";
import { BUNDLED_MODELS } from "../../packages/model-client/src/index.ts";
import { buildRequestBody } from "../../packages/model-client/src/request/build-request-body.ts";
import type { ModelInfo, ResponseItem } from "../../packages/protocol/src/index.ts";

const ITEMS = 5_000;
/** About what the largest window holds, 400 000 tokens of four bytes, and three times as much. */
const SIZES = [400, 1_200];
const ROUNDS = 31;
const TARGET_MS = 10;

/** A long session: reasoning, a command and its output of `size` bytes, a remark; now and then the user. */
function history(size: number): readonly ResponseItem[] {
  const items: ResponseItem[] = [];
  const say = (role: "user" | "assistant", text: string) => {
    const type = role === "user" ? "input_text" : "output_text";
    items.push({ type: "message", role, content: [{ type, text }] });
  };
  for (let step = 0; items.length < ITEMS; step += 1) {
    const call_id = `call_${step}`;
    if (step % 20 === 0) say("user", `Please look at part ${step} and say what it does.`);
    items.push({
      type: "reasoning",
      summary: [{ type: "summary_text", text: "**Reading the file**" }],
      content: null,
      encrypted_content: "gAAAAAB".repeat(size / 7),
    });
    const args = JSON.stringify({ cmd: `sed -n '1,120p' src/part-${step}.ts` });
    items.push({ type: "function_call", name: "exec_command", arguments: args, call_id });
    const output = `Exit code: 0\nOutput:\n${'  const value = "a line of code";\n'.repeat(size / 34)}`;
    items.push({ type: "function_call_output", call_id, output });
    say("assistant", "It adds two numbers, and the caller checks them.");
  }
  return items.slice(0, ITEMS);
}

const bundled = BUNDLED_MODELS.find(({ slug }) => slug === "gpt-5.1-codex");
if (!bundled) throw new Error("the bundled list has no gpt-5.1-codex");
const info = { ...bundled, base_instructions: "Work with care. ".repeat(750) } as unknown as ModelInfo;
const model = {
  info,
  hasLittleRoom: false,
  effort: "medium",
  summary: "auto",
  verbosity: undefined,
  contextWindow: undefined,
  autoCompactLimit: undefined,
} as const;

for (const size of SIZES) {
  const kept = createHistory({ items: history(size), truncation: () => info.truncation_policy });
  const parts = { history: kept, tools: { specs: [] }, baseInstructions: info.base_instructions };
  const times: number[] = [];
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    kept.record([
      { type: "message", role: "user", content: [{ type: "input_text", text: `more ${round}` }] },
    ]);
    const start = performance.now();
    const prompt = buildPrompt(parts, { model, outputSchema: undefined });
    const body = buildRequestBody(prompt, { threadId: "thread", isAzure: false });
    bytes = Buffer.from(JSON.stringify(body)).length;
    times.push(performance.now() - start);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(ROUNDS / 2)] ?? Number.NaN;
  const name = `request of ${ITEMS} items, ${(bytes / 1e6).toFixed(1)} MB`;
  const target = size === SIZES[0] ? `   target ${TARGET_MS}${median > TARGET_MS ? ": over" : ""}` : "";
  console.log(
    `${name.padEnd(34)}${median.toFixed(1).padStart(8)} ms${target}   fastest ${sorted[0]?.toFixed(1)}`,
  );
}
