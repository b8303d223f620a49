/**
 * Measures the first load of a usual configuration with all layers and that of a login, each bundled and with
 * compiled code kept as by the program itself, in processes of their own.
 *
 *     node tests/perf/load-bench.ts
 */
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { bundle, START, START_AND_KEEP } from "@codex-ts/bundle";
import { chatgptAuthJson } from "@codex-ts/test-support/identity";

const PROCESSES = 21;

const folder = await mkdtemp(path.join(tmpdir(), "load-bench-"));
const at = (name: string) => path.join(folder, name);

const FILES: Readonly<Record<string, string>> = {
  "etc/config.toml": 'model_verbosity = "low"\n[tui]\nanimations = false\n',
  "etc/managed_config.toml": 'approval_policy = "on-request"\n',
  "etc/requirements.toml":
    'allowed_approval_policies = ["on-request", "never"]\n[mcp_servers.docs.identity]\ncommand = "docs"\n',
  "home/config.toml": [
    "# The settings of somebody who uses the program every day.",
    'model = "gpt-5.2-codex"',
    'model_reasoning_effort = "high"',
    'sandbox_mode = "workspace-write"',
    'notify = ["notify-send", "Codex"]',
    'profile = "work"',
    "[features]\nunified_exec = true",
    "[sandbox_workspace_write]\nnetwork_access = true",
    '[profiles.work]\nmodel = "gpt-5.2"',
    '[model_providers.local]\nname = "Local"\nbase_url = "http://localhost:8080/v1"',
    '[mcp_servers.docs]\ncommand = "docs"\nargs = ["--stdio"]\n[mcp_servers.docs.env]\nTOKEN = "x"',
    ...Array.from({ length: 20 }, (_, index) => `[projects."/home/me/p${index}"]\ntrust_level = "trusted"`),
    `[projects.${JSON.stringify(at("work"))}]\ntrust_level = "trusted"\n`,
  ].join("\n"),
  "home/auth.json": chatgptAuthJson({ access: "access", refresh: "refresh" }, new Date().toISOString()),
  "work/.git/HEAD": "ref: refs/heads/main\n",
  "work/.codex/config.toml": "project_doc_max_bytes = 65536\n",
  "work/package/.codex/config.toml": 'web_search = "live"\n',
};

try {
  for (const [name, content] of Object.entries(FILES)) {
    await mkdir(path.dirname(at(name)), { recursive: true });
    await writeFile(at(name), content);
  }
  const options = {
    home: at("home"),
    cwd: at("work/package"),
    projectLayers: "load",
    env: { HOME: at(".") },
    overrides: {},
    cliOverrides: [{ keyPath: ["model_reasoning_summary"], value: "concise", text: "-c" }],
    systemDir: at("etc"),
    platform: "linux",
    version: "0.0.0",
  };
  await measureLoad("settings with all layers", "load-settings", JSON.stringify(options), 4);
  await measureLoad("a stored login", "load-login", at("home"), 2);
} finally {
  await rm(folder, { recursive: true });
}

/** Prints what the program `entry` tells of its first and second load; `budget` is for the first, in ms. */
async function measureLoad(what: string, entry: string, argument: string, budget: number): Promise<void> {
  await bundle(`tests/perf/${entry}.ts`, at(entry));
  const run = (starter: string): readonly number[] =>
    JSON.parse(
      execFileSync(process.execPath, [path.join(at(entry), starter), argument], { encoding: "utf8" }),
    );
  run(START_AND_KEEP);
  const runs = Array.from({ length: PROCESSES }, () => run(START));
  const fastest = (column: number) => Math.min(...runs.map((times) => times[column] ?? Number.NaN));
  const note = fastest(1) > budget ? ": over" : "";
  console.log(
    `${what}, fastest of ${PROCESSES} processes: import ${fastest(0).toFixed(1)} ms, first load ${fastest(1).toFixed(1)} ms (budget ${budget} ms${note}), second load ${fastest(2).toFixed(1)} ms`,
  );
}
