import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { createDeferred } from "@codex-ts/std";
import { startProgram, tempHome, tempRepo } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { json, jsonLines, type LocalServer, localServer, type Route, saying } from "./local-server.ts";
import { CODEX } from "./stage.ts";

const OLLAMA = {
  "/v1/models": json({ data: [] }),
  "/api/version": json({ version: "0.13.4" }),
  "/api/tags": json({ models: [{ name: "gpt-oss:20b" }, { name: "llama3:latest" }] }),
  "/v1/responses": saying("hi"),
};

interface OssOptions {
  readonly args?: readonly string[];
  readonly config?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The program `lms`, a Bash script in the home. */
  readonly lms?: string;
}

/** Runs `codex exec --oss` against a server with these routes. */
async function runOss(
  routes: Readonly<Record<string, Route>>,
  options: OssOptions,
  run: (start: () => ReturnType<typeof startProgram>, server: LocalServer) => Promise<void>,
): Promise<void> {
  await using server = await localServer(routes);
  await using home = await tempHome({ config: options.config ?? "" });
  await using repo = await tempRepo({ "README.md": "hello\n" });
  if (options.lms !== undefined) {
    const bin = path.join(home.home, ".lmstudio", "bin");
    await mkdir(bin, { recursive: true });
    await writeFile(path.join(bin, "lms"), `#!/usr/bin/env bash\n${options.lms}`, { mode: 0o755 });
  }
  const env = { ...home.env, CODEX_OSS_PORT: String(server.port), ...options.env };
  const start = () =>
    startProgram([CODEX, "exec", "--oss", ...(options.args ?? []), "go"], {
      cwd: repo.path,
      env,
      stdin: "ignore",
      signal: AbortSignal.timeout(15_000),
    });
  await run(start, server);
}

const ollama = ["--local-provider", "ollama"];
const lmstudio = ["--local-provider", "lmstudio"];

test("Ollama that runs and has the model: three questions, then the turn", async () => {
  await runOss(OLLAMA, { args: ollama }, async (start, server) => {
    expect(await (await start()).result).toMatchObject({ code: 0, stdout: "hi\n" });
    expect(server.asked).toEqual([
      "GET /v1/models",
      "GET /api/version",
      "GET /api/tags",
      "POST /v1/responses",
    ]);
  });
});

test.each([
  ["a developer's build", json({ version: "0.0.0" })],
  ["a newer one", json({ version: "1.0.0-rc1" })],
  ["no version", json({}, 404)],
  ["no number", json({ version: "nightly" })],
])("Ollama with %s is taken as it is", async (_name, version) => {
  const routes = { ...OLLAMA, "/api/version": version };
  await runOss(routes, { args: [...ollama, "-m", "llama3"] }, async (start) => {
    expect((await (await start()).result).code).toBe(0);
  });
});

test.each(["0.13.3", "0.9.10", "0.13.4-rc0"])("Ollama %s is too old", async (version) => {
  const routes = { ...OLLAMA, "/api/version": json({ version }) };
  await runOss(routes, { args: ollama }, async (start, server) => {
    const result = await (await start()).result;
    expect(result).toMatchObject({ code: 1, stdout: "" });
    expect(result.stderr).toContain(`Ollama ${version} at http://localhost:`);
    expect(result.stderr).toContain("0.13.4 or newer");
    expect(server.asked).not.toContain("POST /v1/responses");
  });
});

const LAYERS = [
  { status: "pulling manifest" },
  { status: "pulling a", digest: "a", total: 2_000_000 },
  { status: "pulling a", digest: "a", total: 2_000_000, completed: 1_000_000 },
  { status: "pulling a", digest: "a", total: 2_000_000, completed: 2_000_000 },
];

test("a model that is missing is pulled, and --json keeps stdout to itself", async () => {
  const routes = {
    ...OLLAMA,
    "/api/tags": json({ models: [] }),
    "/api/pull": jsonLines([...LAYERS, { status: "success" }]),
  };
  await runOss(routes, { args: [...ollama, "--json"] }, async (start, server) => {
    const result = await (await start()).result;
    expect(result.code).toBe(0);
    expect(server.asked).toContain('POST /api/pull {"model":"gpt-oss:20b","stream":true}');
    expect(result.stderr.split("\n")).toEqual([
      "gpt-oss:20b: pulling",
      "gpt-oss:20b: pulling manifest",
      "gpt-oss:20b: 50% of 2.0 MB",
      "gpt-oss:20b: 100% of 2.0 MB",
      "gpt-oss:20b: success",
      "",
    ]);
    const types = result.stdout
      .split("\n")
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types).toEqual(["thread.started", "turn.started", "item.completed", "turn.completed"]);
  });
});

test.each<[string, Route, string]>([
  [
    "an error",
    jsonLines([...LAYERS, { error: "pull model manifest: file does not exist" }]),
    "file does not exist",
  ],
  ["a refusal", json({ error: "no space left" }, 500), "no space left"],
  ["an early end", jsonLines(LAYERS), "before it was complete"],
])("a pull that fails with %s says so", async (_name, pull, reason) => {
  const routes = { ...OLLAMA, "/api/tags": json({ models: [] }), "/api/pull": pull };
  await runOss(routes, { args: ollama }, async (start) => {
    const result = await (await start()).result;
    expect(result.code).toBe(1);
    expect(result.stderr).toContain("Ollama could not pull the model gpt-oss:20b");
    expect(result.stderr).toContain(reason);
  });
});

test("Ctrl-C ends a pull", async () => {
  const begun = createDeferred<void>();
  const pull: Route = (response, body) => {
    jsonLines(LAYERS, "stay")(response, body);
    begun.resolve();
  };
  const routes = { ...OLLAMA, "/api/tags": json({ models: [] }), "/api/pull": pull };
  await runOss(routes, { args: ollama }, async (start) => {
    const program = await start();
    await begun.promise;
    program.kill("SIGINT");
    expect(await program.result).toMatchObject({ code: 130, stdout: "" });
  });
});

test.each([
  [ollama, "Ollama", "ollama serve"],
  [lmstudio, "LM Studio", "lms server start"],
])("a server that is not there: %j", async (args, name, how) => {
  await runOss({}, { args, env: { CODEX_OSS_BASE_URL: "http://127.0.0.1:1/v1" } }, async (start) => {
    const result = await (await start()).result;
    expect(result.code).toBe(1);
    expect(result.stderr).toContain(`No ${name} server answers at http://127.0.0.1:1/v1/models`);
    expect(result.stderr).toContain(how);
  });
});

test("LM Studio with the model: it loads it while the turn begins", async () => {
  const loads: string[] = [];
  const routes = {
    "/v1/models": json({ data: [{ id: "openai/gpt-oss-20b" }] }),
    "/v1/responses": (response, body) => {
      if (body.includes('"max_output_tokens":1')) loads.push(body);
      saying("hi")(response, body);
    },
  } satisfies Record<string, Route>;
  await runOss(routes, { args: lmstudio }, async (start) => {
    expect(await (await start()).result).toMatchObject({ code: 0, stdout: "hi\n" });
    expect(loads).toEqual(['{"model":"openai/gpt-oss-20b","input":"","max_output_tokens":1}']);
  });
});

test.each([
  ["downloads", 'echo "got $*"', 0, "got get --yes openai/gpt-oss-20b"],
  ["fails", 'echo "no such model" >&2; exit 3', 1, "failed with status 3: no such model"],
])("a model that LM Studio does not have: lms %s", async (_name, lms, code, words) => {
  const routes = { "/v1/models": json({ data: [] }), "/v1/responses": saying("hi") };
  await runOss(routes, { args: lmstudio, lms }, async (start) => {
    const result = await (await start()).result;
    expect(result.code).toBe(code);
    expect(result.stderr).toContain(words);
  });
});

test("no lms, no model: what to do", async () => {
  await runOss({ "/v1/models": json({ data: [] }) }, { args: lmstudio }, async (start) => {
    const result = await (await start()).result;
    expect(result.code).toBe(1);
    expect(result.stderr).toContain("was not found in PATH or ~/.lmstudio/bin");
  });
});

test("the server comes from the flag, else the profile, else the settings; without any it is an error", async () => {
  const config = 'oss_provider = "ollama"\n[profiles.p]\noss_provider = "lmstudio"\n';
  const first = async (options: OssOptions) => {
    let asked: string | undefined;
    await runOss({}, options, async (start, server) => {
      await (await start()).result;
      asked = server.asked.join();
    });
    return asked;
  };
  expect(await first({ config })).toBe("GET /v1/models");
  await runOss({}, { config, args: ["-p", "p"] }, async (start) => {
    expect((await (await start()).result).stderr).toContain("No LM Studio server");
  });
  await runOss({}, { config, args: ["-p", "p", ...ollama] }, async (start) => {
    expect((await (await start()).result).stderr).toContain("No Ollama server");
  });
  await runOss({}, {}, async (start, server) => {
    const result = await (await start()).result;
    expect(result.code).toBe(1);
    expect(result.stderr).toContain("No default OSS provider configured");
    expect(server.asked).toEqual([]);
  });
});
