/** Skills and custom prompts as a thread has them; the library behind the port is the runtime's. */
import type { SkillsListEntry } from "@codex-ts/protocol";
import { callTool, hang, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import type { SkillLibrary } from "../src/index.ts";
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
          return { bodies: [], variables: [], failures: [] };
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

/** A thread whose every input mentions a skill that needs these variables. */
const needing = (names: readonly string[], more: Parameters<typeof testThread>[1] = {}) =>
  testThread(
    [1, 2].flatMap((turn) => [
      reply(
        callTool("exec_command", { cmd: 'echo "[$MY_TOKEN] [$OTHER] [$LANG]"', login: false }, `c${turn}`),
      ),
      reply(say("done")),
    ]),
    {
      ...more,
      options: { asksForSkillVariables: true, ...more.options },
      skills: {
        inject: async () => ({
          bodies: [],
          variables: names.map((name) => ({ skill: "needy", name, description: "for the service" })),
          failures: [],
        }),
      },
    },
  );

test("variables that commands lack are asked for once, in secret, and kept for the session", async () => {
  await using rig = await needing(["MY_TOKEN", "LANG", "OTHER", "MY_TOKEN", "no name", "PATH"]);
  const first = rig.start("go");
  const asked = await rig.log.next("request_user_input");
  expect(asked).toMatchObject({
    call_id: `skill-deps-${first}`,
    turn_id: first,
    questions: [
      {
        id: "MY_TOKEN",
        isOther: false,
        isSecret: true,
        question: expect.stringMatching(/needy.*for the service/),
      },
      { id: "OTHER", isSecret: true },
    ],
  });
  expect(asked.questions).toHaveLength(2);
  const answers = { MY_TOKEN: { answers: ["user_note: s3cret"] }, OTHER: { answers: [] } };
  rig.thread.submit({ type: "user_input_answer", id: first, response: { answers } });
  await rig.finished(first);
  expect(rig.model.request(1).toolOutput("c1")).toContain("[s3cret] [] [C.UTF-8]");
  const from = rig.log.events.length;
  const second = rig.start("again");
  const askedAgain = await rig.log.next("request_user_input", from);
  expect(askedAgain.questions.map(({ id }) => id)).toEqual(["OTHER"]);
  rig.thread.submit({
    type: "user_input_answer",
    id: second,
    response: { answers: { OTHER: { answers: ["plain"] } } },
  });
  await rig.finished(second);
  expect(rig.model.request(3).toolOutput("c2")).toContain("[s3cret] [plain] [C.UTF-8]");
  const inputs = rig.model.request(0).text;
  expect(inputs).not.toContain("s3cret");
});

test("nobody is asked for variables without the feature, or when all are there", async () => {
  await using off = await needing(["MY_TOKEN"], { options: { asksForSkillVariables: false } });
  await off.turn("go");
  await using there = await needing(["LANG", "MY_TOKEN"], { env: { MY_TOKEN: "mine" } });
  await there.turn("go");
  for (const { log } of [off, there]) {
    expect(log.events.map(({ msg }) => msg.type)).not.toContain("request_user_input");
  }
});

test("an interrupt ends the question for a variable", async () => {
  await using rig = await needing(["MY_TOKEN"]);
  const turn = rig.start("go");
  await rig.log.next("request_user_input");
  rig.thread.submit({ type: "interrupt" });
  expect((await rig.finished(turn)).at(-1)).toEqual({ type: "turn_aborted", reason: "interrupted" });
});

/** A library whose files change when the test says so. */
function changingSkills() {
  const listeners = new Set<() => void>();
  const change = () => {
    for (const listener of listeners) listener();
  };
  const onChange: SkillLibrary["onChange"] = (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return { listeners, change, skills: { onChange } };
}

test("a review has the news told once", async () => {
  const { listeners, change, skills } = changingSkills();
  await using rig = await testThread([hang()], { skills });
  const review = rig.thread.submit({
    type: "review",
    review_request: { target: { type: "uncommittedChanges" } },
  });
  await rig.model.waitForRequest(0, AbortSignal.timeout(10_000));
  expect(listeners.size).toBe(2);
  change();
  rig.thread.submit({ type: "interrupt" });
  await rig.finished(review);
  expect(rig.log.events.filter(({ msg }) => msg.type === "skills_update_available")).toHaveLength(1);
});

test("changes are told until the thread is closed, and nothing of it reaches the model", async () => {
  const { listeners, change, skills } = changingSkills();
  await using rig = await testThread([reply(say("done"))], { skills });
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
