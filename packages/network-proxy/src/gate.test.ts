import { expect, test } from "@jest/globals";
import { createGate, type GateParts } from "./gate.ts";
import type { Target } from "./policy/decision.ts";
import { createDomainPolicy } from "./policy/domain-policy.ts";
import { parseHost } from "./policy/host.ts";

const signal = new AbortController().signal;

function ask(
  host: string,
  parts: Partial<GateParts> & { allowed?: string[]; allowsLocal?: boolean },
  target: Partial<Target> = {},
) {
  const gate = createGate({
    policy: createDomainPolicy({
      allowedDomains: parts.allowed ?? ["*"],
      deniedDomains: ["denied.example"],
      allowsLocal: parts.allowsLocal ?? false,
    }),
    state: { isEnabled: true, mode: "full" },
    resolve: async () => ["93.184.216.34"],
    decide: undefined,
    upstream: undefined,
    ownPorts: () => [3128],
    ...parts,
  });
  const asked = parseHost(host);
  if (!asked) throw new Error(host);
  return gate({ protocol: "https_connect", method: "CONNECT", host: asked, port: 443, ...target }, signal);
}

const blocked = (reason: string, source = "baseline_policy", decision = "deny") => ({
  kind: "blocked",
  block: { decision, reason, source },
});

test("an open name leads to the addresses that were judged", async () => {
  expect(await ask("a.example", {})).toEqual({
    kind: "open",
    route: { kind: "direct", addresses: ["93.184.216.34"] },
  });
});

test("a name is resolved once, whatever it says the second time", async () => {
  const answers = [["93.184.216.34"], ["127.0.0.1"]];
  let asked = 0;
  const resolve = async () => answers[asked++] ?? [];
  expect(await ask("rebind.example", { resolve })).toMatchObject({ route: { addresses: ["93.184.216.34"] } });
  expect(asked).toBe(1);
  expect(await ask("rebind.example", { resolve })).toEqual(blocked("not_allowed_local"));
});

test.each([[["93.184.216.34", "10.0.0.1"]], [["::ffff:127.0.0.1"]], [["64:ff9b::a00:1"]], [["rubbish"]]])(
  "one address that is closed closes the name: %j",
  async (addresses) => {
    expect(await ask("a.example", { resolve: async () => addresses })).toEqual(blocked("not_allowed_local"));
  },
);

test("a name that leads nowhere, or to nothing, is not served", async () => {
  expect(await ask("a.example", { resolve: async () => [] })).toEqual({ kind: "unresolved" });
  expect(await ask("a.example", { resolve: () => Promise.reject(new Error("ENOTFOUND")) })).toEqual({
    kind: "unresolved",
  });
});

test("names on no list are not even looked up", async () => {
  const resolve = () => Promise.reject(new Error("must not be asked"));
  expect(await ask("secret.attacker.example", { resolve, allowed: ["a.example"] })).toEqual(
    blocked("not_allowed"),
  );
  expect(await ask("denied.example", { resolve })).toEqual(blocked("denied"));
});

test("the embedder is asked about unlisted names only, and cannot open local ones", async () => {
  const allow = async () => "allow" as const;
  const none = { allowed: [] as string[], decide: allow };
  expect((await ask("a.example", none)).kind).toBe("open");
  expect(await ask("denied.example", none)).toEqual(blocked("denied"));
  expect(await ask("127.0.0.1", none)).toEqual(blocked("not_allowed_local"));
  expect(await ask("a.example", { ...none, resolve: async () => ["10.0.0.1"] })).toEqual(
    blocked("not_allowed_local"),
  );
  expect(await ask("a.example", { ...none, decide: async () => "ask" })).toEqual(
    blocked("not_allowed", "decider", "ask"),
  );
  expect(await ask("a.example", { ...none, decide: () => Promise.reject(new Error("gone")) })).toEqual(
    blocked("not_allowed", "decider"),
  );
});

test("limited: reading over plain HTTP and nothing else", async () => {
  const state = { isEnabled: true, mode: "limited" } as const;
  const method = (protocol: Target["protocol"], name: string | undefined) =>
    ask("a.example", { state: { ...state } }, { protocol, method: name });
  expect((await method("http", "GET")).kind).toBe("open");
  for (const [protocol, name] of [
    ["http", "POST"],
    ["http", "get"],
    ["https_connect", "CONNECT"],
    ["socks5_tcp", undefined],
  ] as const) {
    expect(await method(protocol, name)).toEqual(blocked("method_not_allowed", "mode_guard"));
  }
});

test("a proxy that is switched off blocks all", async () => {
  expect(await ask("a.example", { state: { isEnabled: false, mode: "full" } })).toEqual(
    blocked("proxy_disabled", "proxy_state"),
  );
});

test("nobody gets to the proxy through the proxy", async () => {
  for (const [host, resolve] of [
    ["127.0.0.1", undefined],
    ["0.0.0.0", undefined],
    ["a.example", async () => ["127.0.0.1"]],
    ["a.example", async () => ["::ffff:127.0.0.1"]],
    ["a.example", async () => ["93.184.216.34", "0:0:0:0:0:FFFF:7F00:1"]],
  ] as const) {
    const proxy = { host: "127.0.0.1", port: 8080, authorization: undefined };
    for (const upstream of [undefined, { http: proxy, https: proxy, exceptions: [] }]) {
      const parts = { allowsLocal: true, upstream, ...(resolve ? { resolve } : {}) };
      expect(await ask(host, parts, { port: 3128 })).toEqual(blocked("policy_denied"));
      expect((await ask(host, parts, { port: 3129 })).kind).toBe("open");
    }
  }
});

test("another proxy is told the name, or the address that was judged where local ones are closed", async () => {
  const proxy = { host: "proxy.example", port: 8080, authorization: undefined };
  const upstream = { http: undefined, https: proxy, exceptions: ["direct.example"] };
  expect(await ask("a.example", { upstream, allowsLocal: true })).toEqual({
    kind: "open",
    route: { kind: "upstream", proxy, host: "a.example" },
  });
  expect(await ask("a.example", { upstream })).toMatchObject({ route: { host: "93.184.216.34" } });
  expect(await ask("a.example", { upstream, resolve: async () => ["10.0.0.1"] })).toEqual(
    blocked("not_allowed_local"),
  );
  expect(await ask("direct.example", { upstream, allowsLocal: true })).toMatchObject({
    route: { kind: "direct" },
  });
});
