import { expect, test } from "@jest/globals";
import { sleep, untilAborted } from "./abort.ts";

test("sleep ends early with the reason of the abort", async () => {
  const controller = new AbortController();
  const waiting = sleep(60_000, controller.signal);
  controller.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
});

test("untilAborted passes on values and failures", async () => {
  const { signal } = new AbortController();
  expect(await untilAborted(Promise.resolve(4), signal)).toBe(4);
  await expect(untilAborted(Promise.reject(new Error("no")), signal)).rejects.toThrow("no");
});

test("untilAborted does not wait for a promise that never settles", async () => {
  const controller = new AbortController();
  const waiting = untilAborted(new Promise(() => undefined), controller.signal);
  controller.abort("stop");
  await expect(waiting).rejects.toBe("stop");
});

test("untilAborted takes the failure of a promise that nobody waits for any more", async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", note);
  try {
    await expect(untilAborted(Promise.reject(new Error("late")), AbortSignal.abort("stop"))).rejects.toBe(
      "stop",
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).toEqual([]);
  } finally {
    process.off("unhandledRejection", note);
  }
});
