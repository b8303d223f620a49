/**
 * Measures the protocol package: what its import costs `codex exec`, and what decoding a rollout costs.
 *
 *     node tests/perf/protocol-bench.ts
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { parseLine } from "../../packages/state/src/rollout/parse-line.ts";

/** Targets: milliseconds to import, and how much longer than `JSON.parse` alone decoding may take. */
const IMPORT_MS = 3;
const DECODE_RATIO = 2;
const PROCESSES = 21;
const ROUNDS = 25;
const ROLLOUT_BYTES = 10_000_000;

/** The fastest import of one bundled file, each in a process of its own. */
async function importMs(entry: string): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), "protocol-bench-"));
  try {
    const bundle = path.join(folder, "bundle.mjs");
    await build({
      entryPoints: [path.join(import.meta.dirname, entry)],
      outfile: bundle,
      bundle: true,
      format: "esm",
      platform: "node",
      minifySyntax: true,
    });
    const timer = path.join(folder, "timer.mjs");
    await writeFile(
      timer,
      `const start = performance.now(); await import(${JSON.stringify(bundle)}); console.log(performance.now() - start);`,
    );
    const run = () => Number(execFileSync(process.execPath, [timer], { encoding: "utf8" }));
    return Math.min(...Array.from({ length: PROCESSES }, run));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The lines of a long session: mostly tool outputs and encrypted reasoning, as in real ones. */
function rolloutLines(): readonly string[] {
  const lines: string[] = [];
  let size = 0;
  const push = (type: string, payload: object) => {
    const line = JSON.stringify({ timestamp: "2026-01-01T00:00:00.000Z", type, payload });
    lines.push(line);
    size += line.length;
  };
  for (let turn = 0; size < ROLLOUT_BYTES; turn += 1) {
    const call_id = `call_${turn}`;
    const text = `Please look at part ${turn} and say what it does.`;
    push("response_item", { type: "message", role: "user", content: [{ type: "input_text", text }] });
    push("event_msg", {
      type: "user_message",
      message: text,
      images: [],
      local_images: [],
      text_elements: [],
    });
    push("turn_context", turnContext);
    push("response_item", {
      type: "reasoning",
      summary: [{ type: "summary_text", text: "**Reading the file**" }],
      content: null,
      encrypted_content: "gAAAAAB".repeat(300),
    });
    const args = JSON.stringify({ command: `sed -n 1,120p src/part-${turn}.ts` });
    push("response_item", { type: "function_call", name: "shell_command", arguments: args, call_id });
    const output = `Exit code: 0\nWall time: 0.1 seconds\nOutput:\n${'  const value = "a line of code";\n'.repeat(120)}`;
    push("response_item", { type: "function_call_output", call_id, output });
    push("event_msg", {
      type: "token_count",
      info: { total_token_usage: usage, last_token_usage: usage },
      rate_limits: null,
    });
    push("event_msg", { type: "agent_message", message: "It adds two numbers." });
    const answer = [{ type: "output_text", text: "It adds two numbers." }];
    push("response_item", { type: "message", role: "assistant", content: answer });
  }
  return lines;
}

const usage = {
  input_tokens: 1200,
  cached_input_tokens: 600,
  output_tokens: 80,
  reasoning_output_tokens: 20,
  total_tokens: 1280,
};

const turnContext = {
  cwd: "/work/project",
  approval_policy: "on-request",
  sandbox_policy: { type: "workspace-write", network_access: false },
  model: "gpt-5.2-codex",
  personality: "pragmatic",
  collaboration_mode: { mode: "default", settings: { model: "gpt-5.2-codex", reasoning_effort: null } },
  effort: "medium",
  summary: "auto",
  user_instructions: "Keep functions short. ".repeat(60),
  truncation_policy: { mode: "bytes", limit: 10_000 },
};

/** The fastest round: what else the machine does can only add to it. */
function fastestMs(work: () => void): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...rounds);
}

/** One line for a number with its target. */
function report(name: string, value: number, target: number, unit: string): string {
  return `${name.padEnd(34)}${value.toFixed(1).padStart(8)} ${unit}   target ${target}${value > target ? ": over" : ""}`;
}

const lines = rolloutLines();
for (const line of lines) {
  if (!parseLine(line)?.item) throw new Error(`a line of the bench is not understood: ${line.slice(0, 200)}`);
}
const parse = fastestMs(() => lines.forEach((line) => void JSON.parse(line)));
const decode = fastestMs(() => lines.forEach((line) => void parseLine(line)));
console.log(report("import for exec", await importMs("exec-protocol-imports.ts"), IMPORT_MS, "ms"));
console.log(report(`decode ${lines.length} lines, 10 MB`, decode / parse, DECODE_RATIO, "x JSON.parse"));
