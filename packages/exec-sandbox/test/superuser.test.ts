/** What is special about commands of the superuser. */
import { chownSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { runCommand } from "../src/index.ts";
import { isLinux, neverAborted, openTestHost, PLAIN_ENV, planFor, temporaryFolder } from "./linux-host.ts";

const OTHER_USER = 12_345;
/** CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID. */
const KEPT_CAPABILITIES = 0xfbn;
const CAP_SYS_ADMIN = 21n;
const asSuperuser = isRealSuperuser() ? test : test.skip;

/** The superuser of a container mostly lacks the power to mount, and gets a user namespace like others. */
function isRealSuperuser(): boolean {
  if (!isLinux || process.getuid?.() !== 0) return false;
  const mask = /CapEff:\s*([0-9a-f]+)/.exec(readFileSync("/proc/self/status", "latin1"))?.[1] ?? "0";
  return ((BigInt(`0x${mask}`) >> CAP_SYS_ADMIN) & 1n) === 1n;
}

asSuperuser(
  "files of other users in a writable root can be changed, and no other power is left",
  async () => {
    const folder = temporaryFolder();
    const host = await openTestHost();
    const file = path.join(folder.path, "theirs");
    writeFileSync(file, "", { mode: 0o600 });
    chownSync(file, OTHER_USER, OTHER_USER);
    const request = {
      argv: ["bash", "-c", "echo changed > theirs && grep -E 'Cap(Eff|Prm|Inh|Amb)' /proc/self/status"],
      cwd: folder.path,
      env: PLAIN_ENV,
      plan: planFor(host, folder.path),
      timeoutMs: 10_000,
      onDelta: () => undefined,
    };
    const outcome = await runCommand(host, request, neverAborted());
    const owner = statSync(file).uid;
    await host.close();
    folder.remove();
    if (outcome.kind !== "finished") throw new Error(outcome.failure.message);
    expect(outcome.exitCode).toBe(0);
    expect(owner).toBe(OTHER_USER);
    const masks = outcome.stdout.matchAll(/([0-9a-f]{16})/g);
    for (const [mask] of masks) expect(BigInt(`0x${mask}`) & ~KEPT_CAPABILITIES).toBe(0n);
  },
);
