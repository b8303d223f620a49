import { expect, test } from "@jest/globals";
import { createPendingChanges } from "./pending-changes.ts";

test("a change is under way until it has settled, whichever way", async () => {
  const changes = createPendingChanges();
  const closing = Promise.withResolvers<void>();
  changes.track("a", closing.promise);
  expect(changes.underWay("b")).toBeUndefined();
  const change = changes.underWay("a");
  closing.reject(new Error("closing failed"));
  await change;
  expect(changes.underWay("a")).toBeUndefined();
});

test("a later change of the same thread takes the place of the earlier", async () => {
  const changes = createPendingChanges();
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  changes.track("a", first.promise);
  const earlier = changes.underWay("a");
  changes.track("a", second.promise);
  first.resolve();
  await earlier;
  expect(changes.underWay("a")).toBeDefined();
  second.resolve();
  await changes.allSettled();
  expect(changes.underWay("a")).toBeUndefined();
});
