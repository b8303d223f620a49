/** Starts commands in every way, says so, and waits to be killed. First argument: marks the commands. */
import { tmpdir } from "node:os";
import { createLeftovers, createProcessStore, runCommand } from "../src/index.ts";
import { neverAborted, openTestHost, PLAIN_ENV, planFor } from "./linux-host.ts";

const seconds = process.argv[2] ?? "60";
const host = await openTestHost();
const plan = planFor(host, tmpdir());
const request = { argv: ["sleep", seconds], cwd: "/", env: PLAIN_ENV, plan };
/** Children of a command that does not want to end, and of one that has ended. */
const family = `trap "" TERM HUP INT; sleep ${seconds} & (sleep ${seconds} &); sleep ${seconds}; wait`;
const store = createProcessStore({ host, random: Math.random, leftovers: createLeftovers(host.platform) });
await store.start({ ...request, argv: ["bash", "-c", family], tty: false });
await store.start({ ...request, tty: true });
const running = runCommand(
  host,
  { ...request, timeoutMs: 600_000, onDelta: () => undefined },
  neverAborted(),
);
process.stdout.write("started\n");
await running;
