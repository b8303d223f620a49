import { execFileSync } from "node:child_process";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { createTempProject, faultsOf, type TempProject } from "../../test/temp-project.ts";
import { findOrigins } from "./origins.ts";

/** A user file that trusts or distrusts a directory. */
function trusting(directory: string, level: string): string {
  return `[projects.${JSON.stringify(directory)}]\ntrust_level = "${level}"\n`;
}

/** A project with `.git` in work and settings in `.codex` of work and of work/a/b. */
async function createNested(level: string | undefined): Promise<TempProject> {
  const project = await createTempProject({
    "work/.git/HEAD": "",
    "work/.codex/config.toml": "model = 'root'\nreview_model = 'root'\n",
    "work/a/.codex/skills/x": "",
    "work/a/b/.codex/config.toml": "model = 'near'\n",
    "home/config.toml": "model = 'user'\nmodel_verbosity = 'low'\n",
  });
  if (level !== undefined) await project.write("home/config.toml", trusting(project.cwd, level));
  return project;
}

test("layers go from the machine over the user and the project to the flags and the managed file", async () => {
  await using project = await createNested("trusted");
  await project.write("etc/config.toml", "review_model = 'machine'\nmodel_verbosity = 'high'\n");
  await project.write("etc/managed_config.toml", "hide_agent_reasoning = true\n");
  const config = await project.config({
    cwd: path.join(project.cwd, "a/b"),
    flags: ["hide_agent_reasoning=false", "notify=['x']"],
  });
  expect(config.layers.map(({ source }) => source)).toEqual([
    { type: "system", file: path.join(project.systemDir, "config.toml") },
    { type: "user", file: path.join(project.home, "config.toml") },
    { type: "project", dotCodexFolder: path.join(project.cwd, ".codex") },
    { type: "project", dotCodexFolder: path.join(project.cwd, "a/.codex") },
    { type: "project", dotCodexFolder: path.join(project.cwd, "a/b/.codex") },
    { type: "sessionFlags" },
    { type: "legacyManagedConfigTomlFromFile", file: path.join(project.systemDir, "managed_config.toml") },
  ]);
  expect(config.model).toMatchObject({ model: "near", reviewModel: "root", verbosity: "high" });
  expect(config.display.hideAgentReasoning).toBe(true);
  expect(findOrigins(config.raw, config.layers)).toMatchObject({
    model: { type: "project", dotCodexFolder: path.join(project.cwd, "a/b/.codex") },
    model_verbosity: { type: "system" },
    hide_agent_reasoning: { type: "legacyManagedConfigTomlFromFile" },
    "notify.0": { type: "sessionFlags" },
  });
});

test("a pipe in the place of a project's settings is not waited for", async () => {
  await using project = await createNested("trusted");
  const file = path.join(project.cwd, ".codex/config.toml");
  await rm(file);
  execFileSync("mkfifo", [file]);
  const loaded = await project.load();
  expect(loaded).toMatchObject({ ok: false, errors: [{ message: `${file} is not a regular file` }] });
});

test("the layers of the machine and the user are there without their files", async () => {
  await using project = await createTempProject();
  const { layers } = await project.config();
  expect(layers.map(({ source, table }) => [source.type, table])).toEqual([
    ["system", {}],
    ["user", {}],
  ]);
});

test("a project that nobody has spoken about keeps its files switched off, and says how to change that", async () => {
  await using project = await createNested(undefined);
  const config = await project.config({ cwd: path.join(project.cwd, "a/b") });
  expect(config.model.model).toBe("user");
  expect(config.project).toMatchObject({ trust: "undecided", root: project.cwd, gitRoot: project.cwd });
  const reasons = config.layers.map(({ disabledReason }) => disabledReason);
  expect(reasons.map((reason) => reason !== undefined)).toEqual([false, false, true, false, true]);
  expect(reasons[2]).toBe(
    `Nobody has said yet whether ${project.cwd} is trusted. To load this file, add \`trust_level = "trusted"\` under [projects."${project.cwd}"] to ${project.home}/config.toml.`,
  );
  const warning = config.warnings.find(({ code }) => code === "disabled-project");
  expect(warning?.message.split("\n").slice(0, 3)).toEqual([
    "The config.toml files in these project folders are not used:",
    `    1. ${project.cwd}/.codex`,
    `       ${reasons[2]}`,
  ]);
  expect(findOrigins(config.raw, config.layers)).not.toHaveProperty("review_model");
  expect(findOrigins(config.raw, config.layers)["model"]).toMatchObject({ type: "user" });
});

test("a fault is looked for in the layer that counts", async () => {
  await using project = await createNested(undefined);
  await project.write("home/config.toml", "\nmodel = 5\n");
  const [problem] = await faultsOf(project.load());
  expect(problem?.place).toMatchObject({ file: `${project.home}/config.toml`, line: 2 });
});

test("a distrusted project is switched off with a reason of its own", async () => {
  await using project = await createNested("untrusted");
  const config = await project.config();
  expect(config.project.trust).toBe("untrusted");
  expect(config.layers[2]?.disabledReason).toContain(
    `${project.cwd} is marked as untrusted in ${project.home}/config.toml.`,
  );
});

test("a directory's own entry beats that of its project", async () => {
  await using project = await createNested(undefined);
  const inner = path.join(project.cwd, "a/b");
  await project.write("home/config.toml", trusting(project.cwd, "untrusted") + trusting(inner, "trusted"));
  const config = await project.config({ cwd: inner });
  expect(config.model.model).toBe("near");
  expect(config.model.reviewModel).toBeUndefined();
  expect(config.project.trust).toBe("trusted");
});

test("a flag can trust, although the path holds dots", async () => {
  await using project = await createNested(undefined);
  const config = await project.config({ flags: [`projects."${project.cwd}".trust_level="trusted"`] });
  expect(config.model.model).toBe("root");
});

test("an entry with a slash at its end does not count, and is named", async () => {
  await using project = await createNested(undefined);
  await project.write("home/config.toml", trusting(`${project.cwd}/`, "trusted"));
  expect((await project.config()).layers[2]?.disabledReason).toBe(
    `[projects."${project.cwd}/"] does not count, since it is not spelt exactly as ${project.cwd}. To load this file, name that entry [projects."${project.cwd}"] in ${project.home}/config.toml.`,
  );
});

test("a malformed file counts only where the project is trusted", async () => {
  await using project = await createNested(undefined);
  const file = await project.write("work/.codex/config.toml", "model = [\n");
  const config = await project.config();
  expect(config.layers[2]).toMatchObject({ table: {}, disabledReason: expect.any(String) });
  await project.write("home/config.toml", trusting(project.cwd, "trusted"));
  const [problem] = await faultsOf(project.load());
  expect(problem?.message).not.toContain(file);
  expect(problem?.place).toMatchObject({ file, line: expect.any(Number) });
});

test("relative paths count from the folder of their file, and ~ is the home", async () => {
  await using project = await createTempProject({ "work/.git/HEAD": "" });
  const roots = (list: string) =>
    `sandbox_mode = 'workspace-write'\n[sandbox_workspace_write]\nwritable_roots = ${list}\n`;
  await project.write("home/config.toml", roots("['sub', '~', '~/x', '/abs', '~y']"));
  expect((await project.config()).policies.sandboxPolicy).toMatchObject({
    writable_roots: [`${project.home}/sub`, "/users/me", "/users/me/x", "/abs", `${project.home}/~y`],
  });
  await project.write("home/config.toml", trusting(project.cwd, "trusted"));
  await project.write("work/.codex/config.toml", roots("['sub', '../up']"));
  expect((await project.config()).policies.sandboxPolicy).toMatchObject({
    writable_roots: [`${project.cwd}/.codex/sub`, `${project.cwd}/up`],
  });
  const flags = ["sandbox_workspace_write.writable_roots=['sub']", "log_dir='logs'"];
  const config = await project.config({ flags });
  expect(config.policies.sandboxPolicy).toMatchObject({ writable_roots: [`${project.cwd}/sub`] });
  expect(config.history.logDir).toBe(`${project.cwd}/logs`);
  const skipped = await project.config({ flags, projectLayers: "skip" });
  expect(skipped.history.logDir).toBe(`${project.home}/logs`);
  expect(skipped.layers.map(({ source }) => source.type)).toEqual(["system", "user", "sessionFlags"]);
});

test("root markers come from the user, not from the project", async () => {
  await using project = await createTempProject({
    "marker.txt": "",
    "work/.git/HEAD": "",
    "home/config.toml": "project_root_markers = ['marker.txt']\n",
    ".codex/config.toml": "project_root_markers = []\n",
  });
  const config = await project.config();
  expect(config.project).toMatchObject({
    root: project.folder,
    rootMarkers: ["marker.txt"],
    gitRoot: project.cwd,
  });
  expect(config.layers[2]?.source).toEqual({ type: "project", dotCodexFolder: `${project.folder}/.codex` });
  await project.write("home/config.toml", "project_root_markers = []\n");
  expect((await project.config()).project.root).toBe(project.cwd);
});

test("the configuration home is never a layer of a project", async () => {
  await using project = await createTempProject({
    "work/.git/HEAD": "",
    "work/.codex/config.toml": "model = 'x'\n",
  });
  const config = await project.config({ home: path.join(project.cwd, ".codex") });
  expect(config.layers.map(({ source }) => source.type)).toEqual(["system", "user"]);
  expect(config.model.model).toBe("x");
});

test("a repository is trusted under the name that a link gives it, too", async () => {
  await using project = await createTempProject({ "work/.git/HEAD": "", "work/sub/file": "" });
  const link = path.join(project.folder, "link");
  await symlink(project.cwd, link);
  await project.write("home/config.toml", trusting(link, "trusted"));
  const { trust, trustKey } = (await project.config({ cwd: path.join(link, "sub") })).project;
  expect({ trust, trustKey }).toEqual({ trust: "trusted", trustKey: project.cwd });
});

test("a linked worktree inherits trust; a folder that only claims to be one does not", async () => {
  await using project = await createTempProject();
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], {
      cwd: project.cwd,
      stdio: "pipe",
    });
  git("init", "-q");
  git("commit", "-q", "--allow-empty", "-m", "x");
  const linked = path.join(project.folder, "linked");
  git("worktree", "add", "-q", linked);
  await project.write("home/config.toml", trusting(project.cwd, "trusted"));
  expect((await project.config({ cwd: linked })).project).toMatchObject({
    trust: "trusted",
    trustKey: project.cwd,
  });

  const thief = path.join(project.folder, "thief");
  await mkdir(thief);
  await writeFile(path.join(thief, ".git"), `gitdir: ${project.cwd}/.git/worktrees/linked\n`);
  const unknown = { trust: "undecided", trustKey: thief };
  expect((await project.config({ cwd: thief })).project).toMatchObject(unknown);

  // Even with a complete administration folder of its own it is not known to the repository.
  await project.write("thief/admin/commondir", `${project.cwd}/.git\n`);
  await project.write("thief/admin/gitdir", `${thief}/.git\n`);
  await writeFile(path.join(thief, ".git"), "gitdir: admin\n");
  expect((await project.config({ cwd: thief })).project).toMatchObject(unknown);
  await rm(path.join(thief, ".git"));
});
