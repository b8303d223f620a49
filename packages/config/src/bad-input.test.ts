/** Files that nobody should write: each gives a clear message, and nothing of them is changed. */
import { execFileSync } from "node:child_process";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { createTempProject, faultsOf, type TempProject } from "../test/temp-project.ts";

/** Every file of settings, below the folder of a test. */
const LAYERS = [
  "etc/config.toml",
  "etc/managed_config.toml",
  "etc/requirements.toml",
  "home/config.toml",
  "work/.codex/config.toml",
] as const;

/** A project that is trusted, unless the user's own file is the one that is tried. */
async function trustedProject(tried: string): Promise<TempProject> {
  const project = await createTempProject({ "work/.git/HEAD": "" });
  const file = tried.startsWith("home") ? "etc/config.toml" : "home/config.toml";
  await project.write(file, `[projects.${JSON.stringify(project.cwd)}]\ntrust_level = "trusted"\n`);
  return project;
}

test.each(LAYERS)("broken TOML in %s is named with line and column", async (file) => {
  await using project = await trustedProject(file);
  await project.write(file, "a = 1\nb = = 2\n");
  const [problem] = await faultsOf(project.load());
  expect(problem).toMatchObject({
    code: "invalid-toml",
    place: { file: path.join(project.folder, file), line: 2, column: 5 },
  });
});

test.each(LAYERS.filter((file) => !file.includes("requirements")))(
  "a wrong type in %s is named with line and column",
  async (file) => {
    await using project = await trustedProject(file);
    await project.write(file, "\nmodel = [1]\n");
    const [problem] = await faultsOf(project.load());
    expect(problem).toMatchObject({
      code: "invalid-value",
      place: { file: path.join(project.folder, file), line: 2, column: 9 },
    });
  },
);

test.each(LAYERS)("bytes that are no text in %s are named", async (file) => {
  await using project = await trustedProject(file);
  await project.write(file, Uint8Array.of(0x61, 0x3d, 0xff, 0xfe));
  const [problem] = await faultsOf(project.load());
  expect(problem?.message).toContain(`${path.join(project.folder, file)} is not valid UTF-8`);
});

test.each(LAYERS)("a folder in place of %s is named", async (file) => {
  await using project = await trustedProject(file);
  await mkdir(path.join(project.folder, file), { recursive: true });
  const [problem] = await faultsOf(project.load());
  expect(problem).toMatchObject({
    code: "unreadable-file",
    message: expect.stringContaining(`${path.join(project.folder, file)}: it is a folder`),
  });
});

test.each(LAYERS)("a circle of links in place of %s is named", async (file) => {
  await using project = await trustedProject(file);
  const target = path.join(project.folder, file);
  await mkdir(path.dirname(target), { recursive: true });
  await symlink(`${target}.other`, target);
  await symlink(target, `${target}.other`);
  const [problem] = await faultsOf(project.load());
  expect(problem?.message).toContain(`${target}: it is a link that leads back to itself`);
});

const testAsUser = process.getuid?.() === 0 ? test.skip : test;
testAsUser("a home without permissions is named", async () => {
  await using project = await createTempProject({ "home/config.toml": "model = 'x'\n" });
  await chmod(project.home, 0);
  const [problem] = await faultsOf(project.load());
  await chmod(project.home, 0o700);
  expect(problem?.message).toContain("it may not be read by this user");
});

test("a file of 10 MB is read like any other", async () => {
  const line = "# nothing to see here, please move along\n";
  const comment = line.repeat((10 * 1024 * 1024) / line.length);
  await using project = await createTempProject({ "home/config.toml": `${comment}model = "x"\n` });
  expect((await project.config()).model.model).toBe("x");
});

test("of a thousand faults and unknown keys the first ones are told", async () => {
  const keys = Array.from({ length: 1000 }, (_, index) => `key${index} = 1\n`).join("");
  const servers = Array.from({ length: 1000 }, (_, index) => `[mcp_servers.s${index}]\n`).join("");
  await using project = await createTempProject({ "home/config.toml": keys });
  const { warnings } = await project.config();
  expect(warnings).toHaveLength(21);
  expect(warnings[0]?.message).toContain("config.toml:1:1: unknown key `key0`");
  expect(warnings.at(-1)?.message).toBe("980 more unknown keys are ignored.");
  await project.write("home/config.toml", servers);
  expect(await faultsOf(project.load())).toHaveLength(20);
});

test("a profile may name another, which means nothing, and a profile that is not there is an error", async () => {
  await using project = await createTempProject({
    "home/config.toml":
      "profile = 'a'\n[profiles.a]\nprofile = 'b'\nmodel = 'x'\n[profiles.b]\nprofile = 'a'\n",
  });
  const { model, activeProfile, warnings } = await project.config();
  expect([activeProfile, model.model]).toEqual(["a", "x"]);
  expect(warnings.map(({ message }) => message)).toEqual([
    expect.stringContaining("unknown key `profile` is ignored"),
    expect.stringContaining("unknown key `profile` is ignored"),
  ]);
});

test("a pipe in place of a file is waited for, and holds up nothing else", async () => {
  await using project = await createTempProject({});
  await mkdir(path.join(project.folder, "etc"), { recursive: true });
  const pipe = path.join(project.folder, "etc/config.toml");
  execFileSync("mkfifo", [pipe]);
  // Whoever reads at once never comes to the end, since the writer is of this process.
  const [loaded] = await Promise.all([project.load(), writeFile(pipe, 'model = "from-a-pipe"')]);
  expect(loaded).toMatchObject({ ok: true, config: { raw: { model: "from-a-pipe" } } });
});
