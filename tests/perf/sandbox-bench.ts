/**
 * Measures what a confined command costs, beside an unconfined one, and beside the helper of Codex CLI 0.99.0 where
 * `pnpm bench:peer` has put it.
 *
 *     node tests/perf/sandbox-bench.ts [ROUNDS]
 *
 * Every round runs each of them once. Times are from the call to the end of process and output, in ms.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  createLeftovers,
  createProcessStore,
  type ExecHost,
  type ManagedNetwork,
  openExecHost,
  openNetwork,
  runCommand,
  type SandboxPlan,
  selectSandbox,
} from "@codex-ts/exec-sandbox";
import type { SandboxPolicy } from "@codex-ts/protocol";

const DEFAULT_ROUNDS = 31;
const WARM_UP_ROUNDS = 5;
const SESSION_COMMANDS = 1_000;
const BUDGET_MS = 3;
const MIB = 1024 * 1024;
const root = path.resolve(import.meta.dirname, "../..");
const peer = path.join(root, "node_modules/.cache/peer/node_modules/@openai");
const never = new AbortController().signal;

const policy: SandboxPolicy = {
  type: "workspace-write",
  network_access: false,
  exclude_tmpdir_env_var: true,
  exclude_slash_tmp: true,
};

function openHost(bubblewrap: boolean): Promise<ExecHost> {
  return openExecHost(
    {
      platform: process.platform,
      arch: process.arch,
      pid: process.pid,
      uid: process.getuid?.(),
      gid: process.getgid?.(),
      launcherFolders: ["/dev/shm", tmpdir()],
      userCacheFolder: tmpdir(),
      now: () => performance.now(),
      bubblewrap: bubblewrap ? { searchPath: process.env["PATH"], mountsProc: true } : undefined,
    },
    never,
  );
}

function planIn(
  host: ExecHost,
  support: ExecHost["support"],
  folder: string,
  network?: ManagedNetwork,
): SandboxPlan {
  return selectSandbox({
    policy,
    policyCwd: folder,
    tmpdir: undefined,
    platform: process.platform,
    support,
    approval: host.support.kind === "none" ? "approved-without-sandbox" : "keep-sandbox",
    network,
  });
}

type Task = readonly [name: string, run: () => Promise<unknown>];

function confinedTasks(
  host: ExecHost,
  wrapped: ExecHost,
  network: ManagedNetwork | undefined,
  folder: string,
): readonly Task[] {
  const task = (name: string, on: ExecHost, support: ExecHost["support"], managed?: ManagedNetwork): Task => {
    const plan = planIn(on, support, folder, managed);
    const request = {
      argv: ["/bin/true"],
      cwd: folder,
      env: {},
      plan,
      timeoutMs: 10_000,
      onDelta: () => undefined,
    };
    return [name, () => runCommand(on, request, never)];
  };
  const { support } = host;
  const levels =
    support.kind === "linux"
      ? ([2, 3] as const)
          .filter((level) => level <= support.level)
          .map((level) => task(`level ${level}`, host, { ...support, level }))
      : [];
  const bubblewrap =
    wrapped.support.kind === "bubblewrap" ? [task("bubblewrap", wrapped, wrapped.support)] : [];
  const managed = network ? [task("level 3, managed network", host, support, network)] : [];
  return [...levels, ...managed, ...bubblewrap];
}

/** A network with two listeners, as the proxy of a session has it; none where a kernel has no such networks. */
async function openManaged(host: ExecHost): Promise<(ManagedNetwork & { close(): void }) | undefined> {
  if (host.support.kind !== "linux" || host.support.level < 3) return undefined;
  const ports = [4001, 4002];
  const { namespace, close } = await openNetwork(host, ports, never);
  return { ports, allowsLocal: true, namespace, close };
}

/** The helper of the real program, started as its tools start it; its executable goes by that name. */
function peerTasks(folder: string): readonly Task[] {
  const [file] = globSync("*/vendor/*/codex/codex", { cwd: peer });
  if (file === undefined) return [];
  const args = [
    "--sandbox-policy-cwd",
    folder,
    "--sandbox-policy",
    JSON.stringify(policy),
    "--",
    "/bin/true",
  ];
  return [["helper of 0.99.0", () => plainSpawn(path.join(peer, file), args, folder, "codex-linux-sandbox")]];
}

async function plainSpawn(file: string, args: readonly string[], cwd: string, argv0 = file): Promise<void> {
  await once(spawn(file, args, { cwd, argv0, stdio: ["ignore", "pipe", "pipe"] }), "close");
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function compare(tasks: readonly Task[], rounds: number): Promise<void> {
  const times = new Map<string, number[]>(tasks.map(([name]) => [name, []]));
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    for (const [name, run] of tasks) {
      const ms = await timed(run);
      if (round >= 0) times.get(name)?.push(ms);
    }
  }
  console.log(`one command, ${rounds} rounds, ms${" ".repeat(6)}median     p10     p90`);
  for (const [name, values] of times) {
    const sorted = values.toSorted((a, b) => a - b);
    const columns = [0.5, 0.1, 0.9].map((share) => quantile(sorted, share).toFixed(2).padStart(8)).join("");
    const isOver = name.startsWith("level") && quantile(sorted, 0.5) > BUDGET_MS;
    const note = name.startsWith("level") ? `   budget ${BUDGET_MS} ms${isOver ? ": over" : ""}` : "";
    console.log(`${name.padEnd(28)}${columns}${note}`);
  }
}

/** Runs many commands in one session; what they leave in memory and descriptors is printed. */
async function endurance(host: ExecHost, folder: string): Promise<void> {
  const plan = planIn(host, host.support, folder);
  const store = createProcessStore({ host, leftovers: createLeftovers(host.platform), random: Math.random });
  const one = async () => {
    const started = await store.start({ argv: ["/bin/true"], cwd: folder, env: {}, plan, tty: false });
    await started.ended;
    await store.remove(started.id);
  };
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const look = () => {
    collectGarbage();
    const { rss, heapUsed } = process.memoryUsage();
    return { descriptors: readdirSync("/proc/self/fd").length, rss: rss / MIB, heap: heapUsed / MIB };
  };
  for (let index = 0; index < SESSION_COMMANDS; index += 1) await one();
  const before = look();
  const ms = await timed(async () => {
    for (let index = 0; index < SESSION_COMMANDS; index += 1) await one();
  });
  const after = look();
  await store.closeAll();
  console.log(
    `${SESSION_COMMANDS} commands of a session: ${(ms / SESSION_COMMANDS).toFixed(2)} ms each; after as many before them, ${(after.heap - before.heap).toFixed(1)} MiB of heap, ${(after.rss - before.rss).toFixed(1)} MiB resident and ${after.descriptors - before.descriptors} descriptors more`,
  );
}

if (process.platform === "linux") {
  const rounds = Number(process.argv[2] ?? DEFAULT_ROUNDS);
  const folder = mkdtempSync(path.join(tmpdir(), "sandbox-bench-"));
  const host = await openHost(false);
  const wrapped = await openHost(true);
  const network = await openManaged(host);
  console.log(`sandbox: ${host.support.reason}`);
  await compare(
    [
      ["plain spawn", () => plainSpawn("/bin/true", [], folder)],
      ...confinedTasks(host, wrapped, network, folder),
      ...peerTasks(folder),
    ],
    rounds,
  );
  await endurance(host, folder);
  network?.close();
  await wrapped.close();
  await host.close();
  rmSync(folder, { recursive: true });
}
