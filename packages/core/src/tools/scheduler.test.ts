import { createDeferred } from "@codex-ts/std";
import { expect, test } from "@jest/globals";
import { createToolScheduler } from "./scheduler.ts";

const settle = () => new Promise((resolve) => setImmediate(resolve));

test("parallel calls run together, an exclusive one waits for them and blocks the next", async () => {
  const scheduler = createToolScheduler();
  const log: string[] = [];
  const gates = new Map(["a", "b", "c", "d"].map((name) => [name, createDeferred<void>()]));
  const call = (name: string, isParallel: boolean) =>
    scheduler.run(isParallel, async () => {
      log.push(`${name} starts`);
      await gates.get(name)?.promise;
      log.push(`${name} ends`);
    });
  const all = [call("a", true), call("b", true), call("c", false), call("d", true)];
  await settle();
  expect(log).toEqual(["a starts", "b starts"]);
  gates.get("b")?.resolve();
  gates.get("a")?.resolve();
  await settle();
  expect(log.slice(2)).toEqual(["b ends", "a ends", "c starts"]);
  gates.get("c")?.resolve();
  await settle();
  expect(log.at(-1)).toBe("d starts");
  gates.get("d")?.resolve();
  await Promise.all(all);
});

test("a failing call does not block the ones after it", async () => {
  const scheduler = createToolScheduler();
  const first = scheduler.run(false, async () => {
    throw new Error("broken");
  });
  const second = scheduler.run(false, async () => "fine");
  await expect(first).rejects.toThrow("broken");
  expect(await second).toBe("fine");
});
