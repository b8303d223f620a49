/** Skills of the built program: which of two with one name is meant, and news of changed files. */
import { rm } from "node:fs/promises";
import path from "node:path";
import { callTool, connectWire, reply, say, type WireClient } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage, type Stage } from "./stage.ts";

const skill = (name: string, body: string) =>
  `---\nname: ${name}\ndescription: about ${name}\n---\n${body}\n`;

/** The paths of the skills that a request carries, in order. */
function carried({ model }: Stage, index = 0): readonly string[] {
  return model
    .request(index)
    .texts("user")
    .flatMap((text) => /^<skill>\n<name>.*<\/name>\n<path>(.*)<\/path>\n/.exec(text)?.[1] ?? []);
}

async function openApp(stage: Stage, capabilities = {}): Promise<WireClient> {
  const client = connectWire(await stage.start(["app-server"], { stdin: "open" }));
  await client.result("initialize", { clientInfo: { name: "tests", version: "1" }, capabilities });
  return client;
}

test("a linked name means one file of two, a plain one neither; order, variables and a file that goes", async () => {
  await using stage = await openStage({
    replies: [reply(say("one"))],
    files: { ".agents/skills/twin/SKILL.md": skill("twin", "the repository's") },
    home: {
      files: {
        "skills/twin/SKILL.md": skill("twin", "the user's"),
        "skills/HOME/SKILL.md": skill("HOME", "a variable's name"),
        "skills/only/SKILL.md": skill("only", "there is one"),
        "skills/shy/SKILL.md": skill("shy", "for users"),
        "skills/shy/SKILL.toml": "[policy]\nallow_implicit_invocation = false\n",
      },
    },
  });
  const mine = path.join(stage.home.codexHome, "skills");
  const words = `$only $shy $twin $HOME [$twin](skill://${mine}/twin/SKILL.md) [$only](app://x)`;
  expect((await stage.codex("exec", words)).code).toBe(0);
  expect(carried(stage)).toEqual([`${mine}/twin/SKILL.md`, `${mine}/only/SKILL.md`, `${mine}/shy/SKILL.md`]);
  const [instructions] = stage.model
    .request(0)
    .texts("user")
    .filter((text) => text.includes("### Available skills"));
  expect(instructions).toContain(`(file: ${mine}/only/SKILL.md)`);
  expect(instructions).not.toContain("shy");
  await stage.settle();
});

test("YAML that is more than keys and texts; variables that a skill needs are asked for where somebody can answer", async () => {
  await using stage = await openStage({
    replies: [
      reply(say("nobody to ask")),
      reply(callTool("exec_command", { cmd: "echo [$NEEDED]", login: false }, "c1")),
      reply(say("done")),
    ],
    home: {
      config: "[features]\nskill_env_var_dependency_prompt = true",
      files: {
        "skills/rich/SKILL.md": "---\nname: rich\ndescription: >\n  one\n  two\n---\nbody\n",
        "skills/rich/agents/openai.yaml":
          "dependencies:\n  tools:\n    - {type: env_var, value: NEEDED}\n    - {type: mcp, value: docs}\n",
      },
    },
  });
  const file = path.join(stage.home.codexHome, "skills/rich/SKILL.md");
  expect((await stage.codex("exec", "$rich")).code).toBe(0);
  expect(carried(stage)).toEqual([file]);
  const client = await openApp(stage, { experimentalApi: true });
  const { data } = await client.result("skills/list", {});
  expect(data[0].skills[0]).toEqual({
    name: "rich",
    description: "one two",
    dependencies: {
      tools: [
        { type: "env_var", value: "NEEDED" },
        { type: "mcp", value: "docs" },
      ],
    },
    path: file,
    scope: "user",
    enabled: true,
  });
  const { thread } = await client.result("thread/start", {});
  await client.result("turn/start", { threadId: thread.id, input: [{ type: "text", text: "$rich" }] });
  const { id, params } = await client.told("item/tool/requestUserInput");
  expect(params.questions).toMatchObject([{ id: "NEEDED", isSecret: true }]);
  client.send({ id, result: { answers: { NEEDED: { answers: ["user_note: given"] } } } });
  await client.told("turn/completed");
  expect(stage.model.request(2).toolOutput("c1")).toContain("[given]");
  expect((await client.end()).code).toBe(0);
  await stage.settle();
});

test("a skill that a client has picked is the one, and its name in the text calls no other", async () => {
  await using stage = await openStage({
    replies: [reply(say("one")), reply(say("two"))],
    files: { ".codex/skills/twin/SKILL.md": skill("twin", "the repository's") },
    home: { files: { "skills/twin/SKILL.md": skill("twin", "the user's") } },
  });
  const client = await openApp(stage);
  const { thread } = await client.result("thread/start", {});
  const run = async (input: object[]) => {
    const { turn } = await client.result("turn/start", { threadId: thread.id, input });
    await client.told("turn/completed", (params) => params.turn.id === turn.id);
  };
  const picked = path.join(stage.home.codexHome, "skills/twin/SKILL.md");
  await run([
    { type: "text", text: "use $twin" },
    { type: "skill", name: "twin", path: picked },
  ]);
  expect(carried(stage)).toEqual([picked]);
  await run([
    { type: "text", text: "use $twin" },
    { type: "skill", name: "twin", path: "/gone/SKILL.md" },
  ]);
  expect(carried(stage, 1)).toEqual([picked]);
  expect((await client.end()).code).toBe(0);
  await stage.settle();
});

test("a skill that cannot be read any more is a warning, and the turn goes on", async () => {
  await using stage = await openStage({
    replies: [reply(say("done"))],
    files: { "extra/gone/SKILL.md": skill("gone", "x") },
  });
  const cwd = stage.repo.path;
  const file = path.join(cwd, "extra/gone/SKILL.md");
  const client = await openApp(stage);
  const { thread } = await client.result("thread/start", {});
  // Folders of a client are not watched, so the server goes on believing in the skill.
  const perCwdExtraUserRoots = [{ cwd, extraUserRoots: [path.join(cwd, "extra")] }];
  await client.result("skills/list", { cwds: [cwd], forceReload: true, perCwdExtraUserRoots });
  await rm(file);
  await client.result("turn/start", { threadId: thread.id, input: [{ type: "text", text: "$gone" }] });
  await client.told("turn/completed");
  const isTold = ({ msg }: { readonly msg: { readonly message: string } }) =>
    msg.message.startsWith(`Failed to load skill gone at ${file}: `);
  await client.told("codex/event/warning", isTold);
  expect(carried(stage)).toEqual([]);
  expect((await client.end()).code).toBe(0);
  await stage.settle();
});

test("a new skill is told to every thread once, listed without a new search, and usable at once", async () => {
  await using stage = await openStage({
    replies: [reply(say("done"))],
    files: { ".codex/skills/one/SKILL.md": skill("one", "1") },
  });
  const client = await openApp(stage);
  const ids: string[] = [];
  for (let count = 0; count < 2; count += 1) {
    const { thread } = await client.result("thread/start", {});
    ids.push(thread.id);
  }
  const names = async (): Promise<readonly string[]> => {
    const { data } = await client.result("skills/list", { cwds: [stage.repo.path] });
    return data[0].skills.map(({ name }: { readonly name: string }) => name);
  };
  expect(await names()).not.toContain("two");
  await stage.repo.write({ ".codex/skills/two/SKILL.md": skill("two", "2") });
  const news = "codex/event/skills_update_available";
  for (const id of ids) await client.told(news, (params) => params.conversationId === id);
  let heard = 0;
  while (!(await names()).includes("two")) {
    // The first news may come between the folder and the file in it; the next one is for the rest.
    heard += 1;
    await client.told(news, ({ id }) => id === `auto-compact-${2 + heard}`);
  }
  const turn = { threadId: ids[0], input: [{ type: "text", text: "use $two" }] };
  await client.result("turn/start", turn);
  await client.told("turn/completed");
  expect(carried(stage)).toEqual([path.join(stage.repo.path, ".codex/skills/two/SKILL.md")]);
  expect((await client.end()).code).toBe(0);
  await stage.settle();
});
