/** Who is told of a personality besides the instructions that have it already. */
import { reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { testThread } from "./test-thread.ts";

const instructions = { developer: undefined, user: undefined, compactPrompt: undefined };
const friendly = { model: "gpt-5.2-codex", settings: { personality: "friendly" as const } };

test("a model is not told apart what its instructions say", async () => {
  await using rig = await testThread([reply(say("hi"))], friendly);
  await rig.turn("go");
  expect(rig.model.request(0).texts("developer").join()).not.toContain("<personality_spec>");
});

test("instructions of the user's own silence the personality", async () => {
  const options = { instructions: { ...instructions, base: "my own words" } };
  await using rig = await testThread([reply(say("hi"))], { ...friendly, options });
  await rig.turn("go");
  expect(rig.model.request(0).texts("developer").join()).not.toContain("<personality_spec>");
});

test("a resumed thread, whose instructions stay, is told of another personality", async () => {
  const rig = await testThread([reply(say("hi")), reply(say("ho"))], {
    ...friendly,
    settings: { personality: "pragmatic" },
  });
  await rig.turn("go");
  await using resumed = await rig.resumed(friendly);
  await resumed.turn("on");
  expect(rig.model.request(1).texts("developer").join()).toContain("<personality_spec>");
});
