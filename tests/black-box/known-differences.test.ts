/** Rows of tests/parity/known-differences.md that the built program can show: each fails against 0.99.0. */
import { chmod } from "node:fs/promises";
import path from "node:path";
import { callTool, customCall, reply, say, status } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage } from "./stage.ts";

const command = (cmd: string) => reply(callTool("exec_command", { cmd, login: false }, "call-1"));
const writable = ["exec", "--json", "--sandbox", "workspace-write"];

test.each([".git/hooks/post-checkout", ".codex/config.toml", ".agents/x"])(
  "a command cannot write %s",
  async (file) => {
    await using stage = await openStage({
      files: { ".codex/keep": "", ".agents/keep": "" },
      replies: [
        command(`mkdir -p ${path.dirname(file)}; echo x > ${file} && echo written`),
        reply(say("done")),
      ],
    });
    expect((await stage.codex(...writable, "try")).code).toBe(0);
    expect(stage.model.request(1).toolOutput("call-1")).not.toContain("written");
    await expect(stage.repo.read(file)).rejects.toThrow("ENOENT");
    await stage.settle();
  },
);

test("stdout and stderr keep the order of writing", async () => {
  const cmd = "for i in 1 2 3 4 5 6 7 8 9; do echo out$i; echo err$i >&2; done";
  await using stage = await openStage({ replies: [command(cmd), reply(say("done"))] });
  expect((await stage.codex("exec", "--json", "go")).code).toBe(0);
  const expected = Array.from({ length: 9 }, (_, index) => `out${index + 1}\nerr${index + 1}\n`).join("");
  expect(stage.model.request(1).toolOutput("call-1")).toContain(expected);
  await stage.settle();
});

test("a 429 is repeated after the time that the server names", async () => {
  await using stage = await openStage({
    home: { provider: { request_max_retries: 1 } },
    replies: [
      status(429, { error: { message: "slow down" } }, { "retry-after": "0" }),
      reply(say("recovered")),
    ],
  });
  expect(await stage.codex("exec", "hello")).toMatchObject({ code: 0, stdout: "recovered\n" });
  await stage.settle();
});

test("a usage limit is not repeated", async () => {
  await using stage = await openStage({
    home: { provider: { request_max_retries: 2, stream_max_retries: 2 } },
    replies: [status(429, { error: { type: "usage_limit_reached", message: "no more" } })],
  });
  expect((await stage.codex("exec", "hello")).code).toBe(1);
  await stage.settle();
});

test("OPENAI_API_KEY alone is enough for the provider openai", async () => {
  await using stage = await openStage({ replies: [reply(say("ok"))] });
  await stage.home.write({ "config.toml": "" });
  const env = { ...stage.home.env, OPENAI_API_KEY: "key-of-the-test", OPENAI_BASE_URL: stage.model.baseUrl };
  const program = await stage.start(["exec", "hello"], { env });
  expect(await program.result).toMatchObject({ code: 0, stdout: "ok\n" });
  expect(stage.model.request(0).headers["authorization"]).toBe("Bearer key-of-the-test");
  await stage.settle();
});

test("an unknown key of config.toml is a warning with its place and the nearest key", async () => {
  await using stage = await openStage({
    home: { config: 'sandbox_mod = "read-only"' },
    replies: [reply(say("ok"))],
  });
  const result = await stage.codex("exec", "hello");
  expect(result).toMatchObject({ code: 0, stdout: "ok\n" });
  expect(result.stderr).toMatch(/config\.toml:\d+/);
  expect(result.stderr).toContain("sandbox_mode");
  await stage.settle();
});

test("-c is stronger than a profile", async () => {
  await using stage = await openStage({
    home: { config: '[profiles.fast]\nmodel = "gpt-5.1-codex-mini"' },
    replies: [reply(say("ok"))],
  });
  expect((await stage.codex("exec", "-p", "fast", "-c", "model=gpt-5.2", "hello")).code).toBe(0);
  expect(stage.model.request(0).body).toMatchObject({ model: "gpt-5.2" });
  await stage.settle();
});

test("options before exec count", async () => {
  await using stage = await openStage({
    replies: [command("echo x > new.txt && cat new.txt"), reply(say("done"))],
  });
  expect((await stage.codex("-s", "workspace-write", "exec", "hello")).code).toBe(0);
  expect(await stage.repo.read("new.txt")).toBe("x\n");
  await stage.settle();
});

test("a moved file keeps its mode, and a file moved onto itself stays", async () => {
  const patch = [
    "*** Begin Patch",
    "*** Update File: run.sh",
    "*** Move to: bin/run.sh",
    "@@",
    "-echo old",
    "+echo new",
    "*** Update File: same.txt",
    "*** Move to: same.txt",
    "@@",
    "-one",
    "+two",
    "*** End Patch",
  ].join("\n");
  await using stage = await openStage({
    files: { "run.sh": "echo old\n", "same.txt": "one\n" },
    replies: [reply(customCall("apply_patch", patch, "call-1")), reply(say("done"))],
  });
  await chmod(path.join(stage.repo.path, "run.sh"), 0o755);
  expect((await stage.codex(...writable, "move")).code).toBe(0);
  expect(await stage.repo.read("bin/run.sh")).toBe("echo new\n");
  expect(await stage.repo.read("same.txt")).toBe("two\n");
  await stage.repo.git("add", "--all");
  expect(await stage.repo.git("ls-files", "--stage", "bin/run.sh")).toMatch(/^100755 /);
  await stage.settle();
});
