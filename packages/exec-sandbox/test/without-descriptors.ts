/** Uses up all file descriptors, then tries what must not fail badly, and prints how each went. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { runCommand } from "../src/index.ts";
import { createProcessTree } from "../src/spawn/process-tree.ts";
import { neverAborted, openTestHost, PLAIN_ENV, planFor } from "./linux-host.ts";

const host = await openTestHost();
const plan = planFor(host, "/");
const victim = spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
await once(victim, "spawn");
const request = {
  argv: ["true"],
  cwd: "/",
  env: PLAIN_ENV,
  plan,
  timeoutMs: 10_000,
  onDelta: () => undefined,
};
await runCommand(host, request, neverAborted());

const taken: number[] = [];
try {
  for (;;) taken.push(openSync("/dev/null", "r"));
} catch {
  // None is left.
}
const pipes = await host.pipes.take(1_000);
const outcome = await runCommand(host, request, neverAborted());
const ended = once(victim, "exit");
await createProcessTree(victim.pid ?? 0, "linux").kill();
const [, signal] = await ended;
for (const descriptor of taken) closeSync(descriptor);
process.stdout.write(JSON.stringify({ pipes: pipes ?? "none", outcome: outcome.kind, signal }));
await host.close();
