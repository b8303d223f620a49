import { mkdir, symlink } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { installSystemSkills } from "./install-system-skills.ts";
import { loadSkills } from "./load-skills.ts";
import { disabledSkillPaths } from "./skill-config.ts";
import { type SkillRoot, skillRoots } from "./skill-roots.ts";
import { skillsSection } from "./skills-section.ts";

const { signal } = new AbortController();
const skill = (name: string, description = `about ${name}`) =>
  `---\nname: ${name}\ndescription: ${description}\n---\nbody\n`;
const user = (folder: string): SkillRoot[] => [{ folder, scope: "user" }];

test("roots stand in scan order, and an untrusted project has none", () => {
  const options = {
    codexHome: "/h/.codex",
    userHome: "/h",
    project: { codexFolders: ["/p/a/.codex", "/p/.codex"], directories: ["/p", "/p/a"] },
    adminFolder: "/etc/codex",
    extraUserFolders: ["/extra"],
  };
  const folders = skillRoots(options).map((root) => `${root.scope} ${root.folder}`);
  expect(folders).toEqual([
    "repo /p/a/.codex/skills",
    "repo /p/.codex/skills",
    "user /h/.codex/skills",
    "user /h/.agents/skills",
    "system /h/.codex/skills/.system",
    "admin /etc/codex/skills",
    "repo /p/.agents/skills",
    "repo /p/a/.agents/skills",
    "user /extra",
  ]);
  const untrusted = skillRoots({ ...options, project: undefined });
  expect(untrusted.filter((root) => root.scope === "repo")).toEqual([]);
});

test("skills are found at any depth up to six, not below hidden folders", async () => {
  await using folder = await temporaryFolder();
  await folder.write({
    "a/SKILL.md": skill("a"),
    "a/nested/SKILL.md": skill("nested"),
    "1/2/3/4/5/6/SKILL.md": skill("six"),
    "1/2/3/4/5/6/7/SKILL.md": skill("seven"),
    ".hidden/SKILL.md": skill("hidden"),
    "notes/skill.md": skill("wrong case"),
  });
  const { skills, errors } = await loadSkills(user(folder.path), signal);
  expect(skills.map((found) => found.name)).toEqual(["a", "nested", "six"]);
  expect(errors).toEqual([]);
});

test("sorted by scope, name and path; one file belongs to the first root that reaches it", async () => {
  await using folder = await temporaryFolder();
  await folder.write({
    "repo/z/SKILL.md": skill("z"),
    "user/a/SKILL.md": skill("a", "two"),
    "user/b/SKILL.md": skill("a", "one"),
  });
  await symlink(path.join(folder.path, "repo/z"), path.join(folder.path, "user/link"));
  const { skills } = await loadSkills(
    [...user(path.join(folder.path, "user")), { folder: path.join(folder.path, "repo"), scope: "repo" }],
    signal,
  );
  expect(skills.map(({ scope, name, description }) => [scope, name, description])).toEqual([
    ["user", "a", "two"],
    ["user", "a", "one"],
    ["user", "z", "about z"],
  ]);
});

test("links: files inside the root are followed, out of it they are told; cycles end", async () => {
  await using folder = await temporaryFolder();
  await folder.write({ "root/shared/real.md": skill("inside"), "outside.md": skill("outside") });
  const root = path.join(folder.path, "root");
  for (const name of ["one", "two"]) await mkdir(path.join(root, name));
  await symlink(path.join(root, "shared/real.md"), path.join(root, "one/SKILL.md"));
  await symlink(path.join(folder.path, "outside.md"), path.join(root, "two/SKILL.md"));
  await symlink(root, path.join(root, "cycle"));
  await symlink(path.join(root, "nowhere"), path.join(root, "dangling"));
  await folder.write({ "beside/far/SKILL.md": skill("far") });
  for (const name of ["near", "again"]) {
    await symlink(path.join(folder.path, "beside"), path.join(root, "shared", name));
  }
  const { skills, errors, linkedFolders } = await loadSkills(user(root), signal);
  expect(skills.map((found) => found.path)).toEqual([
    path.join(folder.path, "beside/far/SKILL.md"),
    path.join(root, "shared/real.md"),
  ]);
  expect(linkedFolders).toEqual([root, path.join(folder.path, "beside")]);
  expect(errors).toEqual([
    { path: path.join(root, "two/SKILL.md"), message: expect.stringContaining("leads out of") },
  ]);
});

test("a broken skill is told and the others load; of the program's own nothing is told", async () => {
  await using folder = await temporaryFolder();
  await folder.write({ "x/bad/SKILL.md": "no head", "x/good/SKILL.md": skill("good") });
  const root = path.join(folder.path, "x");
  const loaded = await loadSkills([...user(root), ...user(path.join(folder.path, "missing"))], signal);
  expect(loaded.skills.map((found) => found.name)).toEqual(["good"]);
  expect(loaded.errors).toEqual([
    { path: path.join(root, "bad/SKILL.md"), message: "missing YAML frontmatter delimited by ---" },
  ]);
  expect((await loadSkills([{ folder: root, scope: "system" }], signal)).errors).toEqual([]);
});

test("display data, with bad fields dropped one by one", async () => {
  await using folder = await temporaryFolder();
  await folder.write({
    "a/SKILL.md": skill("a"),
    "a/agents/openai.yaml": [
      "interface:",
      '  display_name: "Alpha"',
      "  brand_color: blue",
      "  icon_small: ./assets/small.png",
      "  icon_large: assets/../secret.png",
      "dependencies:",
      "  tools:",
      "    - {type: mcp, value: docs, url: 'https://x', transport: streamable_http}",
      "    - {type: mcp}",
      "policy:",
      "  allow_implicit_invocation: false",
    ].join("\n"),
    "b/SKILL.md": skill("b"),
    "b/agents/openai.yaml": "interface: [",
    "c/SKILL.md": skill("c"),
    "c/agents/openai.yaml": '{"interface": {"brand_color": "#A1b2C3"}}',
  });
  const { skills, errors } = await loadSkills(user(folder.path), signal);
  expect(errors).toEqual([]);
  expect(skills).toEqual([
    expect.objectContaining({
      interface: { displayName: "Alpha", iconSmall: path.join(folder.path, "a/assets/small.png") },
      toolDependencies: [{ type: "mcp", value: "docs", url: "https://x", transport: "streamable_http" }],
      allowsImplicitInvocation: false,
    }),
    expect.objectContaining({ name: "b", interface: undefined, allowsImplicitInvocation: true }),
    expect.objectContaining({ name: "c", interface: { brandColor: "#A1b2C3" } }),
  ]);
});

test("display data from a SKILL.toml, where there is no newer file", async () => {
  await using folder = await temporaryFolder();
  const toml = [
    "[interface]",
    'display_name = "Older"',
    'brand_color = "#12345"',
    'icon_small = "assets/a.png"',
    "[[dependencies.tools]]",
    'type = "env_var"',
    'value = "TOKEN"',
    "[policy]",
    "allow_implicit_invocation = false",
  ].join("\n");
  await folder.write({
    "a/SKILL.md": skill("a"),
    "a/SKILL.toml": toml,
    "b/SKILL.md": skill("b"),
    "b/SKILL.toml": toml,
    "b/agents/openai.yaml": "interface:\n  short_description: Newer\n",
    "c/SKILL.md": skill("c"),
    "c/SKILL.toml": "[interface",
    "d/SKILL.md": skill("d"),
    "d/SKILL.toml": toml,
    "d/agents/openai.yaml": "interface: [",
  });
  const { skills, errors } = await loadSkills(user(folder.path), signal);
  expect(errors).toEqual([]);
  const nothing = { interface: undefined, toolDependencies: [], allowsImplicitInvocation: true };
  expect(skills).toEqual([
    expect.objectContaining({
      interface: { displayName: "Older", iconSmall: path.join(folder.path, "a/assets/a.png") },
      toolDependencies: [{ type: "env_var", value: "TOKEN" }],
      allowsImplicitInvocation: false,
    }),
    expect.objectContaining({ ...nothing, interface: { shortDescription: "Newer" } }),
    expect.objectContaining({ name: "c", ...nothing }),
    expect.objectContaining({ name: "d", ...nothing }),
  ]);
});

test.each([
  ["display_name", 64],
  ["short_description", 1024],
  ["default_prompt", 1024],
])("%s has at most %i characters", async (field, limit) => {
  await using folder = await temporaryFolder();
  const yaml = (length: number) =>
    `interface:\n  brand_color: "#000000"\n  ${field}: ${"é".repeat(length)}\n`;
  await folder.write({
    "a/SKILL.md": skill("a"),
    "a/agents/openai.yaml": yaml(limit),
    "b/SKILL.md": skill("b"),
    "b/agents/openai.yaml": yaml(limit + 1),
  });
  const { skills } = await loadSkills(user(folder.path), signal);
  expect(skills.map((found) => Object.keys(found.interface ?? {}).length)).toEqual([2, 1]);
});

test.each([
  ["/etc/passwd"],
  ["assets"],
  ["icons/a.png"],
  ["assets/../../a.png"],
  ["assets/a/../b.png"],
  ["../assets/a.png"],
  ["https://x/assets/a.png"],
])("the icon %s is dropped", async (icon) => {
  await using folder = await temporaryFolder();
  await folder.write({
    "a/SKILL.md": skill("a"),
    "a/agents/openai.yaml": `interface:\n  display_name: A\n  icon_small: ${icon}\n  icon_large: assets/b/large.png\n`,
  });
  const { skills } = await loadSkills(user(folder.path), signal);
  const iconLarge = path.join(folder.path, "a/assets/b/large.png");
  expect(skills.map((found) => found.interface)).toEqual([{ displayName: "A", iconLarge }]);
});

test("the section lists what is on and may be chosen", async () => {
  await using folder = await temporaryFolder();
  await folder.write({
    "a/SKILL.md": skill("a"),
    "b/SKILL.md": skill("b"),
    "c/SKILL.md": skill("c"),
    "c/agents/openai.yaml": "policy:\n  allow_implicit_invocation: false\n",
  });
  const { skills } = await loadSkills(user(folder.path), signal);
  const off = (name: string, enabled: boolean) => ({ path: `${folder.path}/./${name}/SKILL.md`, enabled });
  const disabled = await disabledSkillPaths([off("a", false), off("b", false), off("b", true)]);
  expect(disabled).toEqual(new Set([path.join(folder.path, "a/SKILL.md")]));
  const lines = skillsSection(skills, disabled)?.split("\n") ?? [];
  expect(lines.filter((line) => line.startsWith("#"))).toEqual([
    "## Skills",
    "### Available skills",
    "### How to use skills",
  ]);
  expect(lines.filter((line) => line.includes("(file: "))).toEqual([
    `- b: about b (file: ${path.join(folder.path, "b/SKILL.md")})`,
  ]);
  expect(skillsSection(skills, new Set(skills.map((found) => found.path)))).toBeUndefined();
});

test("the bundled skills load without error", async () => {
  await using folder = await temporaryFolder();
  await installSystemSkills(folder.path);
  // As if they were a user's, so that errors would show.
  const { skills, errors } = await loadSkills(user(path.join(folder.path, "skills/.system")), signal);
  expect(errors).toEqual([]);
  expect(skills.map((found) => [found.name, found.interface?.displayName])).toEqual([
    ["skill-creator", "Skill creator"],
    ["skill-installer", "Skill installer"],
  ]);
});

test("loading ends when it is aborted", async () => {
  await using folder = await temporaryFolder();
  await expect(loadSkills(user(folder.path), AbortSignal.abort(new Error("stop")))).rejects.toThrow("stop");
});
