/** Skills for clients; what is found and when it is searched again is tested in the runtime. */
import { reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { deadline, type TestEngine, testEngine } from "./test-engine.ts";

const skill = (name: string) => `---\nname: ${name}\ndescription: about ${name}\n---\nBody of ${name}.\n`;

async function listed({ server }: TestEngine, params: object = {}) {
  const client = server.connect({});
  const { data } = await client.request("skills/list", params, deadline());
  await client.close();
  return data.map((entry) => ({
    ...entry,
    skills: entry.skills.filter(({ scope }) => scope !== "system"),
  }));
}

test("a skill with all that can be said of it, and one with nothing", async () => {
  await using engine = await testEngine({
    replies: [],
    files: {
      ".agents/skills/full/SKILL.md":
        "---\nname: full\ndescription: All of it\nmetadata:\n  short-description: All\n---\n",
      ".agents/skills/full/agents/openai.yaml":
        "interface:\n  display_name: Full\n  icon_small: assets/s.png\n  icon_large: /s.png\n" +
        "dependencies:\n  tools:\n    - {type: mcp, value: docs, url: 'https://x'}\n    - {value: no type}\n",
      ".agents/skills/plain/SKILL.md": skill("plain"),
      ".agents/skills/broken/SKILL.md": "no head",
    },
  });
  const folder = `${engine.repo.path}/.agents/skills`;
  expect(await listed(engine)).toEqual([
    {
      cwd: engine.repo.path,
      skills: [
        {
          name: "full",
          description: "All of it",
          shortDescription: "All",
          interface: {
            displayName: "Full",
            shortDescription: null,
            iconSmall: `${folder}/full/assets/s.png`,
            iconLarge: null,
            brandColor: null,
            defaultPrompt: null,
          },
          dependencies: { tools: [{ type: "mcp", value: "docs", url: "https://x" }] },
          path: `${folder}/full/SKILL.md`,
          scope: "repo",
          enabled: true,
        },
        {
          name: "plain",
          description: "about plain",
          path: `${folder}/plain/SKILL.md`,
          scope: "repo",
          enabled: true,
        },
      ],
      errors: [{ path: `${folder}/broken/SKILL.md`, message: "missing YAML frontmatter delimited by ---" }],
    },
  ]);
});

test("folders that a client adds belong to the folder that they are named for, and are absolute", async () => {
  await using engine = await testEngine({
    replies: [],
    files: { "one/a/SKILL.md": skill("a"), "two/b/SKILL.md": skill("b") },
  });
  const cwd = engine.repo.path;
  const names = async (params: object) =>
    (await listed(engine, params)).map((entry) => entry.skills.map(({ name, scope }) => `${scope} ${name}`));
  const perCwdExtraUserRoots = [
    { cwd, extraUserRoots: [`${cwd}/one`] },
    { cwd, extraUserRoots: [`${cwd}/two`, "/nowhere"] },
    { cwd: "/elsewhere", extraUserRoots: ["relative, and not asked for"] },
  ];
  expect(await names({ cwds: [cwd, "/"], perCwdExtraUserRoots })).toEqual([["user a", "user b"], []]);
  await expect(
    listed(engine, { cwds: [cwd], perCwdExtraUserRoots: [{ cwd, extraUserRoots: ["rel"] }] }),
  ).rejects.toMatchObject({ code: -32600, message: expect.stringMatching(/must be absolute: rel$/) });
});

test("a skill that is switched off stays away from the turns of threads that are open", async () => {
  await using engine = await testEngine({ replies: [reply(say("one")), reply(say("two"))] });
  await engine.home.write({ "skills/mine/SKILL.md": skill("mine") });
  const { client, startThread, runTurn } = engine.connect();
  const threadId = await startThread();
  await runTurn(threadId, "use $mine");
  const path = `${engine.home.codexHome}/skills/mine/SKILL.md`;
  const params = { path, enabled: false };
  expect(await client.request("skills/config/write", params, deadline())).toEqual({
    effectiveEnabled: false,
  });
  await runTurn(threadId, "again $mine");
  const bodies = (at: number) =>
    engine.model
      .request(at)
      .texts("user")
      .filter((text) => text.startsWith("<skill>"));
  expect(bodies(0)).toEqual([`<skill>\n<name>mine</name>\n<path>${path}</path>\n${skill("mine")}\n</skill>`]);
  expect(bodies(1)).toHaveLength(1);
});

test("settings that cannot be edited are an error of the switch", async () => {
  await using engine = await testEngine({ replies: [] });
  await engine.home.write({ "config.toml": "model = [" });
  const { client } = engine.connect();
  const write = client.request("skills/config/write", { path: "/x/SKILL.md", enabled: false }, deadline());
  await expect(write).rejects.toMatchObject({
    code: -32603,
    message: expect.stringContaining("config.toml"),
  });
});
