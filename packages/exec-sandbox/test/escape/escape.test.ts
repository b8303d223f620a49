/**
 * Programs that try to get out of the sandbox. A rig refuses to be made unless its sandbox holds, and the
 * tests end when there is none on this machine.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { ExecHost } from "../../src/index.ts";
import { isLinux, openTestHost } from "../linux-host.ts";
import { ATTEMPTS, canBeStopped } from "./attempts.ts";
import { createEscapeRig } from "./escape-rig.ts";

let host: ExecHost;
beforeAll(async () => {
  if (isLinux) host = await openTestHost();
});
afterAll(() => host?.close());

function reachableLevel(): 0 | 2 | 3 {
  return isLinux && host.support.kind === "linux" ? host.support.level : 0;
}

for (const level of [3, 2] as const) {
  for (const attempt of ATTEMPTS) {
    if (attempt.level > level) continue;
    test(`level ${level} stops: ${attempt.name}`, async () => {
      if (reachableLevel() < level) return;
      if (!canBeStopped(attempt, host.support)) return;
      const rig = await createEscapeRig(host, level);
      try {
        expect(await attempt.run(rig)).toBeUndefined();
        expect(rig.changes()).toEqual([]);
      } finally {
        rig.remove();
      }
    });
  }
}

test("the rig sees a change that is made outside", async () => {
  if (reachableLevel() === 0) return;
  const rig = await createEscapeRig(host, 2);
  try {
    const { chmodSync } = await import("node:fs");
    chmodSync(`${rig.outside}/secret`, 0o600);
    expect(rig.changes()).toHaveLength(1);
  } finally {
    rig.remove();
  }
});
