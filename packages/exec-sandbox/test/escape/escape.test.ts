/**
 * Programs that try to get out of the sandbox. A rig refuses to be made unless its sandbox holds, and what this
 * machine cannot stop is skipped by name.
 */
import { chmodSync } from "node:fs";
import { afterAll, expect, test } from "@jest/globals";
import { isLinux, openTestHost } from "../linux-host.ts";
import { ATTEMPTS, missingFor } from "./attempts.ts";
import { createEscapeRig } from "./escape-rig.ts";
import { testAttempt } from "./test-attempt.ts";

const host = isLinux ? await openTestHost() : undefined;
afterAll(() => host?.close());

for (const level of [3, 2] as const) {
  for (const attempt of ATTEMPTS.filter((each) => each.level <= level)) {
    const missing = missingFor(attempt, level, host?.support);
    testAttempt(`level ${level} stops: ${attempt.name}`, attempt, { host, level, missing });
  }
}

const canConfine = host?.support.kind === "linux" && host.support.level > 0;
(canConfine ? test : test.skip)("the rig sees a change that is made outside (needs level 2)", async () => {
  if (!host) throw new Error("there is no host");
  const rig = await createEscapeRig(host, 2);
  try {
    chmodSync(`${rig.outside}/secret`, 0o600);
    expect(rig.changes()).toHaveLength(1);
  } finally {
    rig.remove();
  }
});
