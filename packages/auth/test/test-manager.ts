/** An `AuthManager` on a temporary home, with a clock that stands still. */
import { randomUUID } from "node:crypto";
import { type AuthManager, type AuthManagerOptions, createAuthManager } from "../src/auth-manager.ts";
import { send } from "./send.ts";
import { type TempCodexHome, tempCodexHome } from "./temp-codex-home.ts";

/** What the clock of every test says. */
export const NOW = Date.parse("2026-11-20T12:00:00Z");

/** A manager with its home. */
export interface TestManager extends AsyncDisposable {
  readonly home: TempCodexHome;
  readonly manager: AuthManager;
  /** A second manager on the same home, as another process has it. */
  another(): AuthManager;
  /** Lets the clock go on. */
  advance(ms: number): void;
}

/** Makes it; `stored` is the content of `auth.json`, if there is one. */
export async function testManager(
  stored: unknown,
  options: Partial<AuthManagerOptions> = {},
): Promise<TestManager> {
  const home = await tempCodexHome();
  if (stored !== undefined) await home.writeAuth(stored);
  let now = NOW;
  const create = () =>
    createAuthManager({
      env: {},
      home: home.path,
      store: "file",
      acceptsCodexApiKey: false,
      http: send,
      process: { pid: process.pid, hostname: "test" },
      clock: { now: () => now },
      createSuffix: randomUUID,
      ...options,
    });
  const manager = create();
  return {
    home,
    manager,
    another: create,
    advance: (ms) => {
      now += ms;
    },
    async [Symbol.asyncDispose]() {
      await manager.close();
      await home[Symbol.asyncDispose]();
    },
  };
}
