/**
 * Measures the built program, and Codex CLI 0.99.0 beside it where `pnpm bench:peer` has put it.
 *
 *     node tests/perf/bench.ts [ROUNDS]
 *
 * Every round runs each task of each program once, so that a busy moment of the machine hits all of them.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import {
  callTool,
  type ModelReply,
  reply,
  say,
  scriptedModel,
  tempHome,
  tempRepo,
} from "@codex-ts/test-support";
import budgets from "./budgets.json" with { type: "json" };
import { type Cost, measure } from "./measure.ts";

const root = path.resolve(import.meta.dirname, "../..");
const programs = [
  { name: "codex-ts", file: path.join(root, "dist/bin/codex") },
  { name: "0.99.0", file: path.join(root, "node_modules/.cache/peer/node_modules/.bin/codex") },
].filter((program) => existsSync(program.file));

const COMMANDS = 20;
/** As many as a long turn has: what it keeps for each of them shows in the peak. */
const MANY_COMMANDS = 200;
const command = (index: number) =>
  reply(callTool("exec_command", { cmd: "true", login: false }, `call-${index}`));
const tasks = [
  { name: "--version", args: ["--version"], replies: [] },
  { name: "one turn", args: ["exec", "--json", "hello"], replies: [reply(say("done"))] },
  {
    name: `${COMMANDS} commands`,
    args: ["exec", "--json", "hello"],
    replies: [...Array.from({ length: COMMANDS }, (_, index) => command(index)), reply(say("done"))],
  },
  {
    name: `${MANY_COMMANDS} commands`,
    args: ["exec", "--json", "hello"],
    replies: [...Array.from({ length: MANY_COMMANDS }, (_, index) => command(index)), reply(say("done"))],
  },
] as const;

async function runOnce(file: string, args: readonly string[], replies: readonly ModelReply[]): Promise<Cost> {
  await using model = await scriptedModel(replies);
  await using home = await tempHome({ model });
  await using repo = await tempRepo({ "README.md": "hello\n" });
  const cost = await measure([file, ...args], { cwd: repo.path, env: { ...home.env, RUST_LOG: "off" } });
  model.verify();
  return cost;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function row(task: string, program: string, costs: readonly Cost[]): string {
  const wall = median(costs.map((cost) => cost.wallMs));
  const fastest = Math.min(...costs.map((cost) => cost.wallMs));
  const cpu = median(costs.map((cost) => cost.cpuMs));
  const peak = Math.max(...costs.map((cost) => cost.peakMib));
  const budget = program === "codex-ts" ? budgets.find((entry) => entry.task === task) : undefined;
  const isOver = budget !== undefined && (wall > budget.wallMs || peak > budget.peakMib);
  const numbers = [wall, fastest, cpu, peak].map((value) => value.toFixed(0).padStart(8)).join("");
  const note = budget ? `   budget ${budget.wallMs} ms, ${budget.peakMib} MiB${isOver ? ": over" : ""}` : "";
  return `${task.padEnd(14)}${program.padEnd(10)}${numbers}${note}`;
}

const rounds = Number(process.argv[2] ?? 7);
if (programs[0]?.name !== "codex-ts") throw new Error("dist/bin/codex is not there: run `pnpm build` first");
const costs = new Map<string, Cost[]>();
for (let round = 0; round < rounds; round += 1) {
  for (const task of tasks) {
    for (const program of programs) {
      const key = `${task.name}/${program.name}`;
      costs.set(key, [...(costs.get(key) ?? []), await runOnce(program.file, task.args, task.replies)]);
    }
  }
}

console.log(`${rounds} rounds; times in ms, memory in MiB`);
console.log(
  `${"task".padEnd(14)}${"program".padEnd(10)}${["median", "fastest", "cpu", "peak"].map((name) => name.padStart(8)).join("")}`,
);
for (const task of tasks) {
  for (const program of programs)
    console.log(row(task.name, program.name, costs.get(`${task.name}/${program.name}`) ?? []));
}
for (const program of programs) {
  const wall = (name: string) =>
    median((costs.get(`${name}/${program.name}`) ?? []).map((cost) => cost.wallMs));
  const each = (wall(`${COMMANDS} commands`) - wall("one turn")) / COMMANDS;
  console.log(
    `each of ${COMMANDS} commands costs ${program.name} ${each.toFixed(1)} ms, with its model request`,
  );
}
if (programs.length === 1) console.log("run `pnpm bench:peer` once to see Codex CLI 0.99.0 beside it");
