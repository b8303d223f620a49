/** What a session makes of a managed network that runs. What it lets through is tested where it is made. */
import { CLOSED_NETWORK } from "@codex-ts/exec-sandbox";
import { callTool, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { ofKind } from "./event-log.ts";
import { testThread } from "./test-thread.ts";

/** A network without a way in, which tells so with every command. */
function closedNetwork() {
  let warn: (message: string) => void = () => undefined;
  const seen = { closed: 0 };
  const network = {
    addresses: undefined,
    domains: undefined,
    environment: (env: Readonly<Record<string, string>>) => ({ ...env, HTTPS_PROXY: "http://127.0.0.1:9" }),
    follow(tell: (message: string) => void) {
      warn = tell;
    },
    access: async () => {
      warn("no way in");
      return CLOSED_NETWORK;
    },
    async close() {
      seen.closed += 1;
    },
  };
  return { network, seen };
}

test("what the network has to say is a warning of the session, which ends it", async () => {
  const { network, seen } = closedNetwork();
  {
    await using rig = await testThread(
      [reply(callTool("exec_command", { cmd: "echo $HTTPS_PROXY" }, "call")), reply(say("done"))],
      { services: () => ({ network }) },
    );
    await rig.turn("go");
    const told = rig.log.events.map(({ msg }) => msg);
    expect(ofKind(told, "warning")).toEqual([{ type: "warning", message: "no way in" }]);
    expect(rig.model.request(1).toolOutput("call")).toContain("http://127.0.0.1:9\n");
    expect(seen.closed).toBe(0);
  }
  expect(seen.closed).toBe(1);
});

test("the user's own commands get the variables, and are not held to them", async () => {
  const { network } = closedNetwork();
  await using rig = await testThread([], { services: () => ({ network }) });
  const command = "echo $HTTPS_PROXY; env | grep -c CODEX_SANDBOX";
  const events = await rig.finished(rig.thread.submit({ type: "run_user_shell_command", command }));
  const [end] = ofKind(events, "exec_command_end");
  expect(end).toMatchObject({ stdout: "http://127.0.0.1:9\n0\n" });
  expect(ofKind(events, "warning")).toEqual([]);
});
