import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Event } from "@codex-ts/protocol";
import { reply, say, scriptedModel, tempHome, tempRepo } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { plainRequest, testRuntime } from "../test/test-runtime.ts";
import type { ThreadRequest } from "./thread-request.ts";

const deadline = () => AbortSignal.timeout(10_000);

test.each([
  [{ configOverrides: ["nonsense"] }, "Error parsing -c overrides: "],
  [{ configOverrides: ["=x"] }, "Error parsing -c overrides: "],
  [{ enable: ["no_such_feature"] }, "no_such_feature"],
])("the flags %j are refused at once", async (settings, message) => {
  await using home = await tempHome({});
  await expect(testRuntime(home, "/", { settings })).rejects.toMatchObject({
    name: "RuntimeError",
    code: "config",
    message: expect.stringContaining(message),
  });
});

test("a home that leads nowhere is refused at once", async () => {
  await using home = await tempHome({});
  const options = { env: { CODEX_HOME: "/no/such/home" } };
  await expect(testRuntime(home, "/", { options })).rejects.toThrow("/no/such/home");
});

test("settings have one order: request, flags, profile, file", async () => {
  await using home = await tempHome({
    model: { baseUrl: "http://127.0.0.1:1" },
    config: 'model = "file"\nprofile = "p"\n[profiles.p]\nmodel = "profile"',
  });
  const signal = deadline();
  const model = async (configOverrides: string[], request: Partial<ThreadRequest>) => {
    const runtime = await testRuntime(home, home.home, { settings: { configOverrides } });
    return (await runtime.loadSettings({ ...plainRequest, ...request }, signal)).model.model;
  };
  expect(await model([], {})).toBe("profile");
  expect(await model(["model=flag"], {})).toBe("flag");
  expect(await model(["model=flag"], { config: { model: "request" } })).toBe("request");
  expect(await model(["model=flag"], { overrides: { model: "typed" } })).toBe("typed");
});

test("a front end that cannot ask never does, unless -c says so", async () => {
  await using home = await tempHome({ config: 'approval_policy = "untrusted"' });
  const policy = async (configOverrides: string[]) => {
    const settings = { configOverrides, fallbackApprovalPolicy: "never" } as const;
    const runtime = await testRuntime(home, home.home, { settings });
    return (await runtime.loadSettings(plainRequest, deadline())).policies.approvalPolicy;
  };
  expect(await policy([])).toBe("never");
  expect(await policy(["approval_policy=on-request"])).toBe("on-request");
});

test("settings that cannot be read are told with their places", async () => {
  await using home = await tempHome({ config: "model = [" });
  const runtime = await testRuntime(home, home.home);
  await expect(runtime.openThread(plainRequest, deadline())).rejects.toMatchObject({
    code: "config",
    message: expect.stringMatching(/config\.toml:1:\d+/),
  });
});

test("a thread that could not be recorded does not begin, an ephemeral one does", async () => {
  await using home = await tempHome({ model: { baseUrl: "http://127.0.0.1:1" } });
  await writeFile(path.join(home.codexHome, "sessions"), "");
  const runtime = await testRuntime(home, home.home);
  await expect(runtime.openThread(plainRequest, deadline())).rejects.toMatchObject({
    name: "StateError",
    message: expect.stringContaining("sessions"),
  });
  const request = { ...plainRequest, overrides: { isEphemeral: true } };
  const { thread } = await runtime.openThread(request, deadline());
  await thread.close();
  await runtime.close();
});

test("that a project is not trusted is told only to those who can be asked", async () => {
  await using home = await tempHome({ model: { baseUrl: "http://127.0.0.1:1" } });
  await using repo = await tempRepo({ ".codex/config.toml": 'model = "x"\n' });
  const warnings = async (source: "exec" | "cli") => {
    const runtime = await testRuntime(home, repo.path, { options: { source } });
    const opened = await runtime.openThread(plainRequest, deadline());
    await opened.thread.close();
    await runtime.close();
    return opened.warnings;
  };
  expect(await warnings("exec")).toEqual([]);
  expect(await warnings("cli")).toHaveLength(1);
});

test("a provider's settings reach the wire", async () => {
  await using model = await scriptedModel([reply(say("fine"))]);
  await using home = await tempHome({
    model,
    provider: { request_max_retries: 0 },
    config: [
      "[model_providers.scripted.http_headers]",
      'x-fixed = "1"',
      "[model_providers.scripted.env_http_headers]",
      'x-from-env = "HEADER_OF_TEST"',
      "[model_providers.scripted.query_params]",
      'api-version = "7"',
    ].join("\n"),
  });
  await using repo = await tempRepo({});
  const env = { ...home.env, HEADER_OF_TEST: "2" };
  const runtime = await testRuntime(home, repo.path, { options: { env } });
  const { thread } = await runtime.openThread(plainRequest, deadline());
  thread.submit({ type: "user_input", items: [{ type: "text", text: "hi", text_elements: [] }] });
  const request = await model.waitForRequest(0, deadline());
  for await (const { msg } of thread.events as AsyncIterable<Event>) {
    if (msg.type === "task_complete") break;
  }
  await thread.close();
  await runtime.close();
  expect(request.query).toBe("api-version=7");
  expect(request.headers).toMatchObject({
    "x-fixed": "1",
    "x-from-env": "2",
    authorization: "Bearer scripted",
    originator: "runtime_test",
    "user-agent": expect.stringContaining("runtime_test/0.99.0"),
  });
  model.verify();
});
