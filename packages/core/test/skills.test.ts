/** Skills and custom prompts as a thread has them; the library behind the port is the runtime's. */
import type { SkillsListEntry } from "@codex-ts/protocol";
import { callTool, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { testThread } from "./test-thread.ts";

const textInput = (text: string) => ({ type: "text" as const, text, text_elements: [] });

test("each turn asks for its own input in its own folder, once", async () => {
  const asked: { readonly texts: readonly string[]; readonly cwd: string }[] = [];
  await using rig = await testThread(
    [
      reply(callTool("exec_command", { cmd: "true", login: false }, "c1")),
      reply(say("one")),
      reply(say("two")),
    ],
    {
      files: { "deep/x": "" },
      skills: {
        async inject(input, cwd) {
          asked.push({ texts: input.map((item) => (item.type === "text" ? item.text : item.type)), cwd });
          return { bodies: [], failures: [] };
        },
      },
    },
  );
  await rig.turn("$a first");
  rig.override({ cwd: `${rig.repo.path}/deep` });
  await rig.turn([{ type: "skill", name: "a", path: "/a/SKILL.md" }, textInput("second")]);
  expect(asked).toEqual([
    { texts: ["$a first"], cwd: rig.repo.path },
    { texts: ["skill", "second"], cwd: `${rig.repo.path}/deep` },
  ]);
});

test("changes are told until the thread is closed, and nothing of it reaches the model", async () => {
  const listeners = new Set<() => void>();
  const change = () => {
    for (const listener of listeners) listener();
  };
  await using rig = await testThread([reply(say("done"))], {
    skills: {
      onChange(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
  });
  change();
  change();
  await rig.turn("go");
  const news = rig.log.events.filter(({ msg }) => msg.type === "skills_update_available");
  expect(news.map(({ id }) => id)).toEqual(["auto-compact-2", "auto-compact-3"]);
  expect(JSON.stringify(rig.model.request(0).input)).not.toContain("skill");
  const lines = (await rig.rollout()).map(({ payload }) => JSON.stringify(payload));
  expect(lines.filter((line) => line.includes("skills_update_available"))).toEqual([]);
  await rig.thread.close();
  expect(listeners.size).toBe(0);
});

test("list_skills asks for the thread's own folder unless others are named", async () => {
  const entry: SkillsListEntry = {
    cwd: "/x",
    skills: [],
    errors: [{ path: "/x/SKILL.md", message: "broken" }],
  };
  const asked: unknown[] = [];
  await using rig = await testThread([], {
    skills: {
      async list(wanted) {
        asked.push(wanted);
        return [entry];
      },
    },
  });
  const id = rig.thread.submit({ type: "list_skills" });
  const answer = await rig.log.find((event) => event.id === id);
  expect(answer.msg).toEqual({ type: "list_skills_response", skills: [entry] });
  rig.thread.submit({ type: "list_skills", cwds: ["/a", "/b"], force_reload: true });
  await rig.log.next("list_skills_response", rig.log.events.indexOf(answer) + 1);
  expect(asked).toEqual([
    { cwds: [rig.repo.path], forceReload: false },
    { cwds: ["/a", "/b"], forceReload: true },
  ]);
});

test("list_custom_prompts answers with what the user keeps", async () => {
  const prompt = { name: "p", path: "/p.md", content: "Hello.", description: "Greets" };
  await using rig = await testThread([], { services: () => ({ listCustomPrompts: async () => [prompt] }) });
  const id = rig.thread.submit({ type: "list_custom_prompts" });
  const { msg } = await rig.log.find((event) => event.id === id);
  expect(msg).toEqual({ type: "list_custom_prompts_response", custom_prompts: [prompt] });
});

test("remote skills are refused with an error of their own", async () => {
  await using rig = await testThread([]);
  const ids = [
    rig.thread.submit({ type: "list_remote_skills" }),
    rig.thread.submit({ type: "download_remote_skill", hazelnut_id: "x", is_preload: false }),
  ];
  for (const id of ids) {
    const { msg } = await rig.log.find((event) => event.id === id);
    expect(msg).toMatchObject({
      type: "error",
      message: expect.stringContaining("not part of this version"),
    });
  }
});
