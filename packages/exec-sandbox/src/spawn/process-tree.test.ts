import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "@jest/globals";
import { eventually, livingWith } from "../../test/processes-left.ts";
import { createProcessTree } from "./process-tree.ts";

const onLinux = process.platform === "linux" ? test : test.skip;

async function start(script: string): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn("bash", ["-c", script], { detached: true, stdio: ["ignore", "pipe", "inherit"] });
  if (child.stdout) await once(child.stdout, "data");
  if (child.pid === undefined) throw new Error("bash did not start");
  return Object.assign(child, { pid: child.pid });
}

onLinux("kills members of the group, other sessions, and those whose parent is gone", async () => {
  const mark = "sleep 51.1";
  const child = await start(
    `${mark} & setsid ${mark} & (${mark} &) ; set -m; ${mark} & echo up; ${mark}; true`,
  );
  expect(await eventually(() => livingWith(mark).filter((line) => !line.includes("bash")).length === 5)).toBe(
    true,
  );
  const ended = once(child, "exit");
  await createProcessTree(child.pid, "linux").kill();
  await ended;
  expect(livingWith(mark)).toEqual([]);
});

onLinux(
  "a polite end reaches all, and those that refuse can be killed later though their parent is gone",
  async () => {
    const mark = "sleep 51.2";
    const child = await start(
      `setsid bash -c "trap '' TERM; ${mark}; ${mark}" & ${mark} & echo up; ${mark}; true`,
    );
    expect(
      await eventually(() => livingWith(mark).filter((line) => !line.includes("bash")).length === 3),
    ).toBe(true);
    const ended = once(child, "exit");
    const tree = createProcessTree(child.pid, "linux");
    tree.terminate("SIGTERM");
    await ended;
    expect(
      await eventually(() => livingWith(mark).filter((line) => !line.includes("bash -c trap")).length <= 1),
    ).toBe(true);
    expect(livingWith(mark).length).toBeGreaterThan(0);
    await tree.kill();
    expect(livingWith(mark)).toEqual([]);
  },
);

test("what is gone already is no error", async () => {
  const child = spawn(process.execPath, ["-e", ""], { detached: true, stdio: "ignore" });
  await once(child, "exit");
  await createProcessTree(child.pid ?? 0, process.platform).kill();
});
