/** The same attempts in a managed network: its sockets are the only thing that a command gains by it. */
import { afterAll, expect, test } from "@jest/globals";
import { openNetwork } from "../../src/index.ts";
import { isLinux, neverAborted, openTestHost } from "../linux-host.ts";
import { ATTEMPTS, missingFor } from "./attempts.ts";
import { testAttempt } from "./test-attempt.ts";

/** Internet sockets and their calls reach nobody but who listens in there. */
const ALLOWED: readonly string[] = [
  ...["TCP", "UDP", "TCP over IPv6", "UDP over IPv6"].map((kind) => `make a socket: ${kind}`),
  ...["connect", "bind", "listen", "accept", "accept4", "sendmmsg", "recvmmsg", "setsockopt"].map(
    (name) => `call ${name}`,
  ),
  "listen for connections",
];

const host = isLinux ? await openTestHost() : undefined;
const network =
  host?.support.kind === "linux" && host.support.level === 3
    ? await openNetwork(host, [4001, 4002], neverAborted())
    : undefined;
afterAll(async () => {
  network?.close();
  await host?.close();
});

test("what is left out is among the attempts", () => {
  const names = ATTEMPTS.map(({ name }) => name);
  expect(ALLOWED.filter((name) => !names.includes(name))).toEqual([]);
});

for (const attempt of ATTEMPTS.filter(({ name }) => !ALLOWED.includes(name))) {
  testAttempt(`a managed network does not help: ${attempt.name}`, attempt, {
    host,
    level: 3,
    network: network && { ports: [4001, 4002], allowsLocal: true, namespace: network.namespace },
    missing: network ? missingFor(attempt, 3, host?.support) : "level 3",
  });
}
