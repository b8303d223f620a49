import { expect, test } from "@jest/globals";
import { createTempProject, type TempProject } from "../test/temp-project.ts";
import { loadConfigOrDefaults } from "./load-or-defaults.ts";

const load = (project: TempProject, changes: Parameters<TempProject["options"]>[0] = {}) =>
  loadConfigOrDefaults(project.options(changes), new AbortController().signal);

test("a faulty file is told with its place; flags and requirements still count", async () => {
  await using project = await createTempProject({
    "home/config.toml": "model = 5\n",
    "etc/requirements.toml": "allowed_sandbox_modes = ['read-only']\n",
  });
  const loaded = await load(project, { flags: ["model_verbosity=low", "sandbox_mode=workspace-write"] });
  expect(loaded).toMatchObject({
    ok: true,
    config: { model: { model: undefined, verbosity: "low" }, policies: { sandboxMode: "read-only" } },
    notices: [
      {
        summary: "Invalid configuration; using defaults.",
        details: "invalid type: integer `5`, expected a string",
        path: `${project.home}/config.toml`,
        range: { start: { line: 1, column: 9 }, end: { line: 1, column: 9 } },
      },
    ],
  });
});

test.each([
  ["home/config.toml", "a = [\n"],
  ["etc/config.toml", "[x\n"],
  ["work/.codex/config.toml", "y == 1\n"],
])("broken TOML in %s is told, and the program starts", async (file, content) => {
  await using project = await createTempProject({ "work/.git/HEAD": "", [file]: content });
  if (file.startsWith("work")) {
    await project.write(
      "home/config.toml",
      `[projects.${JSON.stringify(project.cwd)}]\ntrust_level = 'trusted'\n`,
    );
  }
  const loaded = await load(project);
  expect(loaded).toMatchObject({ ok: true, notices: [{ path: `${project.folder}/${file}` }] });
});

test("a project that is not trusted is told; settings in order say nothing", async () => {
  await using project = await createTempProject({ "home/config.toml": "model = 'x'\n" });
  expect(await load(project)).toMatchObject({ ok: true, notices: [] });
  await project.write("work/.codex/config.toml", "model = 'y'\n");
  expect(await load(project)).toMatchObject({
    ok: true,
    config: { model: { model: "x" } },
    notices: [{ summary: expect.stringContaining(`    1. ${project.cwd}/.codex\n       `) }],
  });
});

test("faulty flags and faulty requirements stay errors", async () => {
  await using project = await createTempProject({ "etc/requirements.toml": "allowed_sandbox_modes = 5\n" });
  expect(await load(project)).toMatchObject({ ok: false });
  await project.write("etc/requirements.toml", "");
  expect(await load(project, { flags: ["model=5"] })).toMatchObject({ ok: false });
  expect(await load(project, { profile: "nope" })).toMatchObject({ ok: false });
});
