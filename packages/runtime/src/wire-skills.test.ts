import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Event, EventMsg, UserInput } from "@codex-ts/protocol";
import { createDeferred } from "@codex-ts/std";
import { leakGuard, type TempHome, type TempRepo, tempHome, tempRepo } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { plainRequest, testRuntime } from "../test/test-runtime.ts";
import type { Runtime } from "./create-runtime.ts";

const deadline = () => AbortSignal.timeout(10_000);
const skill = (name: string) => `---\nname: ${name}\ndescription: about ${name}\n---\nBody of ${name}.\n`;
const textInput = (text: string): UserInput => ({ type: "text", text, text_elements: [] });
const NO_MODEL = { baseUrl: "http://127.0.0.1:1" };

interface Rig extends AsyncDisposable {
  readonly runtime: Runtime;
  readonly home: TempHome;
  readonly repo: TempRepo;
  /** Opens a thread, which stays open until the end of the test, and gives what it says of its start. */
  open(cwd?: string): Promise<readonly string[]>;
  /** The skills of a folder as `scope name`, those that are off in brackets. */
  names(wanted?: Partial<Parameters<Runtime["skills"]["list"]>[0]>): Promise<readonly string[]>;
  /** The files that an input brings before the model. */
  injected(text: string, cwd?: string): Promise<readonly string[]>;
}

async function openRig(
  files: Readonly<Record<string, string>>,
  source: "exec" | "cli" = "cli",
): Promise<Rig> {
  const home = await tempHome({ model: NO_MODEL, files: { "skills/mine/SKILL.md": skill("mine") } });
  const repo = await tempRepo(files);
  const guard = await leakGuard({ roots: [home.home, repo.path] });
  const runtime = await testRuntime(home, repo.path, { options: { source } });
  const close: (() => Promise<void>)[] = [];
  return {
    runtime,
    home,
    repo,
    async open(cwd) {
      const { thread, warnings } = await runtime.openThread({ ...plainRequest, cwd }, deadline());
      close.push(() => thread.close());
      return warnings;
    },
    async names(wanted) {
      const request = { cwds: ["."], forceReload: false, ...wanted };
      const [entry] = await runtime.skills.list(request, deadline());
      return (entry?.skills ?? [])
        .filter(({ scope }) => scope !== "system")
        .map(({ name, scope, enabled }) => (enabled ? `${scope} ${name}` : `(${scope} ${name})`));
    },
    async injected(text, cwd = repo.path) {
      const { bodies } = await runtime.skills.inject([textInput(text)], cwd, deadline());
      return bodies.map((body) => body.path);
    },
    async [Symbol.asyncDispose]() {
      for (const each of close) await each();
      await runtime.close();
      await guard.check();
      await repo[Symbol.asyncDispose]();
      await home[Symbol.asyncDispose]();
    },
  };
}

/** Resolves when the list fits; between two looks it waits for news of changed skills. */
async function untilListed(
  { runtime, names }: Rig,
  fits: (names: readonly string[]) => boolean,
): Promise<void> {
  for (;;) {
    const news = createDeferred<void>();
    const stop = runtime.skills.onChange(() => news.resolve());
    if (fits(await names())) return stop();
    await news.promise.finally(stop);
  }
}

test("a new skill is told, listed, and mentionable in a thread that is open already", async () => {
  await using rig = await openRig({ ".codex/skills/one/SKILL.md": skill("one") });
  await rig.open();
  expect(await rig.names()).toEqual(["repo one", "user mine"]);
  const listed = untilListed(rig, (names) => names.includes("repo two"));
  await rig.repo.write({ ".codex/skills/two/SKILL.md": skill("two") });
  await listed;
  expect(await rig.names()).toEqual(["repo one", "repo two", "user mine"]);
  expect(await rig.injected("$two")).toEqual([path.join(rig.repo.path, ".codex/skills/two/SKILL.md")]);
});

test("what a root only links to is watched, too", async () => {
  await using rig = await openRig({ "tools/linked/SKILL.md": skill("linked") });
  await mkdir(path.join(rig.repo.path, ".agents/skills"), { recursive: true });
  await symlink(path.join(rig.repo.path, "tools"), path.join(rig.repo.path, ".agents/skills/tools"));
  await rig.open();
  expect(await rig.names()).toEqual(["repo linked", "user mine"]);
  const listed = untilListed(rig, (names) => names.includes("repo renamed"));
  await rig.repo.write({ "tools/linked/SKILL.md": skill("renamed") });
  await listed;
});

test("the first skill of a home that had none is told", async () => {
  await using rig = await openRig({});
  await rm(path.join(rig.home.codexHome, "skills"), { recursive: true });
  await rig.open();
  expect(await rig.names()).toEqual([]);
  const listed = untilListed(rig, (names) => names.includes("user first"));
  await rig.home.write({ "skills/first/SKILL.md": skill("first") });
  await listed;
});

test("a program for one task watches nothing", async () => {
  await using rig = await openRig({}, "exec");
  await rig.open();
  let told = 0;
  rig.runtime.skills.onChange(() => {
    told += 1;
  });
  await rig.home.write({ "skills/late/SKILL.md": skill("late") });
  expect(await rig.injected("$mine and $late")).toEqual([
    path.join(rig.home.codexHome, "skills/mine/SKILL.md"),
  ]);
  expect(told).toBe(0);
});

test("a listing comes from memory until it is asked for anew, or the settings are written", async () => {
  await using rig = await openRig({ "extra/more/SKILL.md": skill("more") });
  const extraUserFolders = () => [path.join(rig.repo.path, "extra")];
  expect(await rig.names()).toEqual(["user mine"]);
  await rig.home.write({ "skills/late/SKILL.md": skill("late") });
  expect(await rig.names({ extraUserFolders })).toEqual(["user mine"]);
  expect(await rig.names({ extraUserFolders, forceReload: true })).toEqual([
    "user late",
    "user mine",
    "user more",
  ]);
  expect(await rig.names({ cwds: [rig.repo.path] })).toContain("user more");
  expect(await rig.injected("$more")).toEqual([path.join(rig.repo.path, "extra/more/SKILL.md")]);
  const write = { edits: [{ keyPath: "model", value: "x", mergeStrategy: "replace" }] } as const;
  await rig.runtime.settingsFiles.write(
    { ...write, filePath: undefined, expectedVersion: undefined },
    deadline(),
  );
  expect(await rig.names()).toEqual(["user late", "user mine"]);
});

test("a switched-off skill stays in the list and cannot be mentioned; the switch finds every way to write its path", async () => {
  await using rig = await openRig({});
  const file = path.join(rig.home.codexHome, "skills/mine/SKILL.md");
  const before = await rig.home.read("config.toml");
  const linkedFile = path.join(rig.home.home, "link.md");
  await symlink(file, linkedFile);
  await rig.runtime.skills.setEnabled(linkedFile, false, deadline());
  expect(await rig.home.read("config.toml")).toContain(`path = "${file}"`);
  expect(await rig.names()).toEqual(["(user mine)"]);
  expect(await rig.injected("$mine")).toEqual([]);
  await rig.runtime.skills.setEnabled(file, true, deadline());
  expect((await rig.home.read("config.toml")).trimEnd()).toBe(before.trimEnd());
  const off = "\n[[skills.config]]\npath = 'skills/mine/SKILL.md'\nenabled = false\n";
  await rig.home.write({ "config.toml": before + off });
  expect(await rig.names({ forceReload: true })).toEqual(["(user mine)"]);
  await rig.runtime.skills.setEnabled(file, true, deadline());
  expect(await rig.names()).toEqual(["user mine"]);
  expect(await rig.injected("$mine")).toEqual([file]);
});

test("settings that break are an error of the list, and keep nothing from a thread that is open", async () => {
  await using rig = await openRig({ "deep/x": "" });
  const file = path.join(rig.home.codexHome, "skills/mine/SKILL.md");
  await rig.open();
  await rig.home.write({ "config.toml": "model = [" });
  rig.runtime.skills.forget();
  expect(await rig.runtime.skills.list({ cwds: ["deep"], forceReload: false }, deadline())).toEqual([
    {
      cwd: "deep",
      skills: [],
      errors: [{ path: "deep", message: expect.stringContaining("config.toml:1:") }],
    },
  ]);
  expect(await rig.injected("$mine")).toEqual([file]);
  expect(await rig.injected("no mention", path.join(rig.repo.path, "deep"))).toEqual([]);
  await expect(rig.injected("$mine", path.join(rig.repo.path, "deep"))).rejects.toThrow("config.toml");
  await expect(rig.runtime.skills.setEnabled(file, false, deadline())).rejects.toMatchObject({
    code: "config",
  });
});

test("the ops of a thread answer with the skills and prompts on disk", async () => {
  await using rig = await openRig({ ".agents/skills/one/SKILL.md": skill("one") });
  await rig.home.write({ "prompts/hello.md": "---\nargument-hint: NAME=\n---\nHello $NAME.\n" });
  const { thread } = await rig.runtime.openThread(plainRequest, deadline());
  thread.submit({ type: "list_skills", cwds: ["/"] });
  thread.submit({ type: "list_skills" });
  thread.submit({ type: "list_custom_prompts" });
  const answers: EventMsg[] = [];
  for await (const { msg } of thread.events as AsyncIterable<Event>) {
    if (msg.type.startsWith("list_")) answers.push(msg);
    if (msg.type === "list_custom_prompts_response") break;
  }
  await thread.close();
  const mine = expect.objectContaining({ name: "mine", scope: "user", enabled: true });
  const one = expect.objectContaining({ name: "one", scope: "repo" });
  const bundled = [
    expect.objectContaining({ scope: "system" }),
    expect.objectContaining({ scope: "system" }),
  ];
  expect(answers).toEqual([
    { type: "list_skills_response", skills: [{ cwd: "/", skills: [mine, ...bundled], errors: [] }] },
    {
      type: "list_skills_response",
      skills: [{ cwd: rig.repo.path, skills: [one, mine, ...bundled], errors: [] }],
    },
    {
      type: "list_custom_prompts_response",
      custom_prompts: [
        {
          name: "hello",
          path: path.join(rig.home.codexHome, "prompts/hello.md"),
          content: "Hello $NAME.\n",
          argument_hint: "NAME=",
        },
      ],
    },
  ]);
});

test("broken files are warnings when a thread opens, and do not hide the others", async () => {
  await using rig = await openRig({ ".codex/skills/broken/SKILL.md": "no head" });
  const broken = path.join(rig.repo.path, ".codex/skills/broken/SKILL.md");
  expect((await rig.open()).filter((warning) => warning.includes("SKILL.md"))).toEqual([
    `The skill ${broken} cannot be used: missing YAML frontmatter delimited by ---.`,
  ]);
  expect(await rig.names()).toEqual(["user mine"]);
});

test("the home is the user's, also where it is the project's folder; a distrusted project has no skills", async () => {
  await using rig = await openRig({ ".agents/skills/theirs/SKILL.md": skill("theirs") });
  expect(await rig.names({ cwds: [rig.home.home] })).toEqual(["user mine"]);
  expect(await rig.names()).toEqual(["repo theirs", "user mine"]);
  const trust = `\n[projects."${rig.repo.path}"]\ntrust_level = "untrusted"\n`;
  await writeFile(path.join(rig.home.codexHome, "config.toml"), (await rig.home.read("config.toml")) + trust);
  expect(await rig.names({ forceReload: true })).toEqual(["user mine"]);
});
