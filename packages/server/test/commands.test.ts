/** Commands outside of any thread. */
import { expect, test } from "@jest/globals";
import { deadline, testEngine } from "./test-engine.ts";

const FULL = { type: "dangerFullAccess" } as const;

test("a command answers with its status and both outputs", async () => {
  await using engine = await testEngine({ replies: [] });
  const { client } = engine.connect();
  const run = (params: object) =>
    client.request("command/exec", { sandboxPolicy: FULL, command: [], ...params }, deadline());
  const command = ["sh", "-c", "echo out; echo err >&2; exit 4"];
  expect(await run({ command })).toEqual({ exitCode: 4, stdout: "out\n", stderr: "err\n" });
  expect(await run({ command: ["pwd"], cwd: "/", timeoutMs: -1 })).toMatchObject({ stdout: "/\n" });
  expect(await run({ command: ["pwd"] })).toMatchObject({ stdout: `${engine.repo.path}\n` });
  await expect(run({ command: [] })).rejects.toMatchObject({ code: -32600 });
  await expect(run({ command: ["no-such-program-here"] })).rejects.toMatchObject({ code: -32603 });
  await expect(run({ command: ["sleep", "600"], timeoutMs: 50 })).rejects.toMatchObject({
    code: -32603,
    message: expect.stringContaining("time limit"),
  });
});

test("the older twin takes the older spelling of policies", async () => {
  await using engine = await testEngine({ replies: [] });
  const { client } = engine.connect();
  const params = { command: ["echo", "v1"], sandboxPolicy: { type: "danger-full-access" as const } };
  expect(await client.request("execOneOffCommand", params, deadline())).toMatchObject({ stdout: "v1\n" });
});

test("without a policy that of the settings confines, or nothing runs", async () => {
  await using engine = await testEngine({ replies: [] });
  const { client } = engine.connect();
  const command = ["sh", "-c", "echo x > new.txt"];
  const outcome = await client
    .request("command/exec", { command }, deadline())
    .catch(({ code }: { code: number }) => ({ exitCode: code }));
  expect(outcome.exitCode).not.toBe(0);
  await expect(engine.repo.read("new.txt")).rejects.toThrow("ENOENT");
});
