import { chatgptAuthJson } from "@codex-ts/test-support/identity";
import { expect, test } from "@jest/globals";
import type { CredentialStore } from "../storage/credential-store.ts";
import { parseLogin } from "../storage/login-record.ts";
import { createMemoryStore } from "../storage/memory-store.ts";
import type { StoredLogin } from "../storage/stored-login.ts";
import { createHeldLogin } from "./held-login.ts";

const { signal } = new AbortController();
const START = Date.parse("2026-11-20T12:00:00Z");

function login(access: string): StoredLogin {
  const parsed = parseLogin(chatgptAuthJson({ access, refresh: "refresh-1" }, new Date(START).toISOString()));
  if (typeof parsed === "string") throw new Error(parsed);
  return parsed;
}

/** A store that works until it is broken, and an issuer that counts. */
async function rig() {
  const memory = createMemoryStore();
  await memory.save(login("access-1"), signal);
  let isBroken = true;
  let generation = 1;
  const used: string[] = [];
  const store: CredentialStore = {
    ...memory,
    save: (each, abort) => (isBroken ? Promise.reject(new Error("full")) : memory.save(each, abort)),
  };
  const held = createHeldLogin({
    store,
    lock: async () => async () => undefined,
    async http({ body }) {
      generation += 1;
      used.push((JSON.parse(body ?? "") as { refresh_token: string }).refresh_token);
      const tokens = { access_token: `access-${generation}`, refresh_token: `refresh-${generation}` };
      return { status: 200, body: JSON.stringify(tokens) };
    },
    url: "http://issuer",
    clientId: "client",
    now: () => START + generation * 60_000,
  });
  const read = async (from: Pick<CredentialStore, "load">) => {
    const found = await from.load(signal);
    return found.kind === "loaded" ? found.login.tokens?.accessToken.reveal() : found.kind;
  };
  return {
    held,
    used,
    repair: () => {
      isBroken = false;
    },
    inUse: () => read(held),
    stored: () => read(memory),
  };
}

test("tokens that could not be stored are used, renewed from, and stored at the end", async () => {
  const it = await rig();
  await it.held.renew(signal);
  expect([await it.inUse(), await it.stored()]).toEqual(["access-2", "access-1"]);
  it.held.forget();
  await it.held.renew(signal);
  expect(it.used).toEqual(["refresh-1", "refresh-2"]);
  expect([await it.inUse(), await it.stored()]).toEqual(["access-3", "access-1"]);
  it.repair();
  await it.held.close();
  expect(await it.stored()).toBe("access-3");
});

test("what is stored by the next renewal needs no repair at the end", async () => {
  const it = await rig();
  await it.held.renew(signal);
  it.repair();
  await it.held.renew(signal);
  expect([await it.inUse(), await it.stored()]).toEqual(["access-3", "access-3"]);
  await it.held.close();
});
