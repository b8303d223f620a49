/** The same attempts in a managed network: its sockets are the only thing that a command gains by it. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type ExecHost, type OpenedNetwork, openNetwork } from "../../src/index.ts";
import { isLinux, neverAborted, openTestHost } from "../linux-host.ts";
import { ATTEMPTS, canBeStopped } from "./attempts.ts";
import { createEscapeRig } from "./escape-rig.ts";

/** Internet sockets and their calls reach nobody but who listens in there. */
const ALLOWED: readonly string[] = [
  ...["TCP", "UDP", "TCP over IPv6", "UDP over IPv6"].map((kind) => `make a socket: ${kind}`),
  ...["connect", "bind", "listen", "accept", "accept4", "sendmmsg", "recvmmsg", "setsockopt"].map(
    (name) => `call ${name}`,
  ),
  "listen for connections",
];

let host: ExecHost;
let network: OpenedNetwork | undefined;
beforeAll(async () => {
  if (!isLinux) return;
  host = await openTestHost();
  const isStrict = host.support.kind === "linux" && host.support.level === 3;
  // A kernel without such networks has nothing to enter.
  if (isStrict) network = await openNetwork(host, [4001, 4002], neverAborted()).catch(() => undefined);
});
afterAll(async () => {
  network?.close();
  await host?.close();
});

test("what is left out is among the attempts", () => {
  const names = ATTEMPTS.map(({ name }) => name);
  expect(ALLOWED.filter((name) => !names.includes(name))).toEqual([]);
});

test.each(
  ATTEMPTS.filter(({ name }) => !ALLOWED.includes(name)).map((attempt) => [attempt.name, attempt] as const),
)("a managed network does not help: %s", async (_name, attempt) => {
  if (!network || !canBeStopped(attempt, host.support)) return;
  const { namespace } = network;
  const rig = await createEscapeRig(host, 3, { ports: [4001, 4002], allowsLocal: true, namespace });
  try {
    expect(await attempt.run(rig)).toBeUndefined();
    expect(rig.changes()).toEqual([]);
  } finally {
    rig.remove();
  }
});
