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
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  const before = timers();
  const given: AbortSignal[] = [];
  const opening = it.logins.start(
    (signal) => {
      given.push(signal);
      return Promise.reject(new Error("port"));
    },
    () => undefined,
  );
  await expect(opening).rejects.toThrow("port");
  await it.logins.cancelAll();
  expect(given.map(({ aborted }) => aborted)).toEqual([false]);
  expect(timers()).toBe(before);
});

test.each([
  ["ends with its signal", true],
  ["is open all the same", false],
])("a login that is being opened at the close (%s) does not start", async (_, heeds) => {
  const it = rig();
  const opened = Promise.withResolvers<void>();
  const ends: unknown[] = [];
  const opening = it.logins.start(
    async (signal) => {
      await (heeds ? untilAborted(opened.promise, signal) : opened.promise);
      return { authUrl: "http://login", finished: untilAborted(new Promise<void>(() => undefined), signal) };
    },
    (...end) => ends.push(end),
  );
  const refused = expect(opening).rejects.toThrow("Login was not completed");
  const closing = it.logins.close();
  opened.resolve();
  await refused;
  await closing;
  await expect(it.start()).rejects.toThrow("Login was not completed");
  expect(ends).toEqual([]);
});

test("of two logins that start at once, the later one stays", async () => {
  const it = rig();
  const [first, second] = await Promise.allSettled([it.start(), it.start()]);
  expect(first.status).toBe("rejected");
  expect(second.status === "fulfilled" && it.logins.cancel(second.value.loginId)).toBe(true);
});
