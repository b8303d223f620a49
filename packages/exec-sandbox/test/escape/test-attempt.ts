/** One attempt as one test. */
import { expect, test } from "@jest/globals";
import type { ExecHost } from "../../src/index.ts";
import { createEscapeRig } from "./escape-rig.ts";
import type { EscapeAttempt } from "./file-attempts.ts";

/** What an attempt is up against. */
export interface Confinement {
  readonly host: ExecHost | undefined;
  readonly level: 2 | 3;
  readonly network?: Parameters<typeof createEscapeRig>[2];
  /** What the machine lacks for it, by name. */
  readonly missing: string | undefined;
}

/** Registers the test; what the machine cannot stop is skipped under the name of what is missing. */
export function testAttempt(
  title: string,
  attempt: EscapeAttempt,
  { host, level, network, missing }: Confinement,
): void {
  if (!host || missing !== undefined) {
    test.skip(`${title} (needs ${missing ?? "Linux"})`, () => undefined);
    return;
  }
  test(title, async () => {
    const rig = await createEscapeRig(host, level, network);
    try {
      expect(await attempt.run(rig)).toBeUndefined();
      expect(rig.changes()).toEqual([]);
    } finally {
      rig.remove();
    }
  });
}
