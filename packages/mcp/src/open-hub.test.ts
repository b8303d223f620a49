/** Sets of real programs, one after the other. */
import { leakGuard, mcpProgram } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { type McpHub, openMcpHub } from "./open-hub.ts";
import type { McpServerSettings, McpSurroundings } from "./server-settings.ts";
import type { McpServerEvent } from "./start-servers.ts";

const { PATH = "" } = process.env;
const SURROUNDINGS: McpSurroundings = {
  env: { PATH },
  cwd: process.cwd(),
  platform: process.platform,
  version: "0.99.0",
  sandboxProgram: { path: undefined, usesBubblewrap: false },
  logins: { home: "/no/such/home", store: "file" },
};
const deadline = () => AbortSignal.timeout(15_000);

function named(name: string, mood: "helpful" | "mute" | "confining" = "helpful"): McpServerSettings {
  const [command, ...args] = mcpProgram(mood);
  return {
    name,
    transport: { type: "stdio", command, args, env: undefined, envVars: [], cwd: undefined },
    startupTimeoutMs: 10_000,
    toolTimeoutMs: 10_000,
    isRequired: false,
    enabledTools: undefined,
    disabledTools: [],
  };
}

async function withHub(
  settings: readonly McpServerSettings[],
  use: (hub: McpHub, events: readonly McpServerEvent[]) => Promise<void>,
): Promise<void> {
  const guard = await leakGuard();
  const events: McpServerEvent[] = [];
  const hub = openMcpHub(settings, SURROUNDINGS);
  hub.follow(
    (event) => events.push(event),
    async () => ({ action: "decline" }),
  );
  try {
    await use(hub, events);
  } finally {
    await hub.close();
  }
  await guard.check();
}

/** The names of the servers that a new holder gets. */
async function inForce(hub: McpHub): Promise<readonly string[]> {
  const { servers, release } = hub.hold();
  const names = [...(await servers.connections(deadline())).keys()];
  release();
  return names;
}

test("a set lives as long as somebody holds it", async () => {
  await withHub([named("old")], async (hub, events) => {
    const turn = hub.hold();
    const agent = hub.hold();
    const old = (await agent.servers.connections(deadline())).get("old");
    const stalled = old?.callTool("stall", undefined, deadline());
    hub.replaceLater([named("never")]);
    hub.replaceLater([named("new")]);
    expect(await inForce(hub)).toEqual(["old"]);
    hub.renew();
    turn.release();
    expect(await inForce(hub)).toEqual(["new"]);
    expect(await old?.callTool("echo", { text: "still here" }, deadline())).toHaveProperty("content");
    agent.release();
    await expect(stalled).rejects.toMatchObject({ code: "request_failed" });
    expect(events.filter(({ type }) => type === "mcp_startup_complete")).toMatchObject([
      { ready: ["old"] },
      { ready: ["new"] },
    ]);
  });
});

test("servers that nobody holds end at once, however far they are, and say no more", async () => {
  await withHub([named("old", "mute")], async (hub, events) => {
    hub.replaceLater([]);
    hub.renew();
    expect(await inForce(hub)).toEqual([]);
    await hub.close();
    expect(events).toEqual([{ type: "mcp_startup_update", server: "old", status: { state: "starting" } }]);
  });
  await withHub([named("old")], async (hub) => {
    const { servers, release } = hub.hold();
    const old = (await servers.connections(deadline())).get("old");
    const stalled = old?.callTool("stall", undefined, deadline());
    release();
    hub.replaceLater([]);
    hub.renew();
    await expect(stalled).rejects.toMatchObject({ code: "request_failed" });
  });
});

test("later sets hear of the sandbox, too", async () => {
  await withHub([], async (hub) => {
    hub.tellSandbox({ policy: { type: "read-only" }, cwd: "/work" });
    hub.replaceLater([named("new", "confining")]);
    hub.renew();
    const { servers } = hub.hold();
    const connection = (await servers.connections(deadline())).get("new");
    expect(JSON.stringify(await connection?.callTool("sandbox", undefined, deadline()))).toContain(
      "read-only",
    );
  });
});

test("a close ends a look at servers that do not answer", async () => {
  await withHub([named("old", "mute")], async (hub) => {
    const looking = hub.snapshot();
    await Promise.all([hub.close(), expect(looking).rejects.toThrow("closed")]);
  });
});

test("without a wish for others everything stays", async () => {
  await withHub([named("old")], async (hub) => {
    const { servers } = hub.hold();
    hub.renew();
    expect(hub.hold().servers).toBe(servers);
  });
});
