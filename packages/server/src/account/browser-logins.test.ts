import { untilAborted } from "@codex-ts/std";
import { expect, test } from "@jest/globals";
import { createBrowserLogins } from "./browser-logins.ts";

/** Logins that never end by themselves, and how they ended. */
function rig() {
  const ends: (readonly [string, string | undefined])[] = [];
  const told = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  const logins = createBrowserLogins();
  const start = (finished: Promise<void> = new Promise(() => undefined)) =>
    logins.start(
      async (signal) => ({ authUrl: "http://login", finished: untilAborted(finished, signal) }),
      (loginId, failure) => {
        ends.push([loginId, failure]);
        told.resolve();
      },
    );
  return { ends, told, done, logins, start };
}

test("a login that works is told once, and is then no more to be cancelled", async () => {
  const it = rig();
  const { loginId, authUrl } = await it.start(it.done.promise);
  expect(authUrl).toBe("http://login");
  it.done.resolve();
  await it.told.promise;
  expect(it.ends).toEqual([[loginId, undefined]]);
  expect(it.logins.cancel(loginId)).toBe(false);
});

test("a cancelled login is told as not completed", async () => {
  const it = rig();
  const { loginId } = await it.start();
  expect(it.logins.cancel("another")).toBe(false);
  expect(it.logins.cancel(loginId)).toBe(true);
  await it.logins.cancelAll();
  expect(it.ends).toEqual([[loginId, "Login server error: Login was not completed"]]);
});

test("a new login ends the one before it first", async () => {
  const it = rig();
  const { loginId } = await it.start();
  await it.start();
  expect(it.ends.map(([id]) => id)).toEqual([loginId]);
  await it.logins.cancelAll();
  expect(it.ends).toHaveLength(2);
});

test("a login that cannot start leaves nothing behind", async () => {
  const it = rig();
  const opening = it.logins.start(
    () => Promise.reject(new Error("port")),
    () => undefined,
  );
  await expect(opening).rejects.toThrow("port");
  await it.logins.cancelAll();
});
