import { callTool, message, reply, say, status } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage } from "./stage.ts";

test("headers, variables and query of a provider go with its requests; our eligibility header does not exist", async () => {
  await using stage = await openStage({
    replies: [reply(say("hi"))],
    home: {
      config: [
        "[model_providers.scripted.http_headers]",
        '"X-Test" = "one"',
        '"bad name" = "x"',
        "[model_providers.scripted.env_http_headers]",
        '"X-Env" = "FROM_ENV"',
        '"X-Unset" = "NO_SUCH_VARIABLE"',
        '"X-Blank" = "BLANK"',
        "[model_providers.scripted.query_params]",
        'api-version = "1"',
        'b = "two"',
      ].join("\n"),
    },
  });
  const env = { ...stage.home.env, FROM_ENV: "from env", BLANK: "  " };
  expect((await (await stage.start(["exec", "go"], { env })).result).code).toBe(0);
  const { headers, query } = stage.model.request(0);
  expect(query).toBe("api-version=1&b=two");
  expect(headers).toMatchObject({ "x-test": "one", "x-env": "from env", authorization: "Bearer scripted" });
  for (const name of ["x-unset", "x-blank", "bad name", "x-oai-web-search-eligible"]) {
    expect(headers).not.toHaveProperty([name]);
  }
  await stage.settle();
});

test.each([
  ["azure by name", { name: "Azure" }, true],
  ["another", { name: "other" }, false],
])("%s: what is stored, ids, and web search", async (_name, provider, isAzure) => {
  await using stage = await openStage({
    replies: [
      reply(
        message("Looking.", { id: "msg-9" }),
        callTool("exec_command", { cmd: "true", login: false }, "c1"),
      ),
      reply(say("done")),
    ],
    home: { provider },
  });
  expect((await stage.codex("exec", "go")).code).toBe(0);
  for (const request of stage.model.requests) {
    expect(request.body?.["store"]).toBe(isAzure);
    expect(request.toolNames()).toContain("web_search");
    expect(request.headers).not.toHaveProperty("x-oai-web-search-eligible");
  }
  const ids = stage.model.request(1).input.flatMap((item) => ("id" in item ? [item["id"]] : []));
  expect(ids).toEqual(isAzure ? ["msg-9", "fc-c1"] : []);
  await stage.settle();
});

test("a key that is not in the environment: its name and the provider's instructions", async () => {
  await using stage = await openStage({
    replies: [],
    home: { provider: { env_key: "NO_SUCH_KEY", env_key_instructions: "Ask the operator." } },
  });
  const result = await stage.codex("exec", "go");
  expect(result.code).toBe(1);
  expect(result.stderr).toContain("Missing environment variable: `NO_SUCH_KEY`. Ask the operator.");
  await stage.settle();
});

test("a literal token counts where there is no key", async () => {
  await using stage = await openStage({
    replies: [reply(say("hi"))],
    home: {
      // A key in the table would win, so this one is a provider of its own.
      config: [
        "[model_providers.own]",
        'name = "own"',
        'base_url = "http://127.0.0.1:1"',
        'experimental_bearer_token = "literal"',
      ].join("\n"),
    },
  });
  const url = `model_providers.own.base_url="${stage.model.baseUrl}/"`;
  const result = await stage.codex("exec", "-c", 'model_provider="own"', "-c", url, "go");
  expect(result.code).toBe(0);
  expect(stage.model.request(0)).toMatchObject({
    path: "/v1/responses",
    headers: { authorization: "Bearer literal" },
  });
  await stage.settle();
});

test("a request is sent as often as the provider allows, for each attempt of the turn", async () => {
  await using stage = await openStage({
    replies: [status(500), status(502), status(503), status(500)],
    home: { provider: { request_max_retries: 1, stream_max_retries: 1 } },
  });
  const result = await stage.codex("exec", "--json", "go");
  expect(result.code).toBe(1);
  expect(result.events.filter(({ type }) => type === "error")).toMatchObject([
    { message: expect.stringContaining("Reconnecting... 1/1") },
    { message: expect.any(String) },
  ]);
  await stage.settle();
});

test("a stream that falls silent is given up after the provider's time", async () => {
  await using stage = await openStage({
    replies: [{ kind: "stream", headers: {}, steps: [], end: "stall", chunks: "steps" }],
    home: { provider: { stream_idle_timeout_ms: 200 } },
  });
  const result = await stage.codex("exec", "go");
  expect(result.code).toBe(1);
  expect(result.stderr).toContain("idle timeout waiting for SSE");
  await stage.settle();
});
