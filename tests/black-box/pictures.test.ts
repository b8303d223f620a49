/** Pictures that users attach and tools answer with, and those that the server refuses. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { callTool, reply, say, status } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { EXPERIMENTAL, openThread, runTurn, withServer } from "./server-stage.ts";
import { openStage, type Stage } from "./stage.ts";

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const URL = `data:image/png;base64,${PIXEL}`;
/** Two files with the picture. */
async function writePictures({ repo }: Stage): Promise<void> {
  for (const name of ["one.png", "two.png"]) {
    await writeFile(path.join(repo.path, name), Buffer.from(PIXEL, "base64"));
  }
}

const refused = status(400, {
  error: { message: "The image data you provided does not represent a valid image. Please check." },
});

const text = (value: unknown) => ({ type: "input_text", text: value });
const image = { type: "input_image", image_url: expect.stringMatching(/^data:image\/png;base64,/) };

test("each picture stands between its tags, those of this machine with their number, where the client put it", () =>
  withServer({ replies: [reply(say("seen"))] }, async ({ client, stage }) => {
    const threadId = await openThread(client);
    await writePictures(stage);
    await runTurn(client, threadId, {
      input: [
        { type: "localImage", path: `${stage.repo.path}/one.png` },
        { type: "image", url: URL },
        { type: "localImage", path: `${stage.repo.path}/two.png` },
        { type: "localImage", path: `${stage.repo.path}/README.md` },
        { type: "text", text: "compare [Image #1] and [Image #2]" },
      ],
    });
    expect(stage.model.request(0).input.at(-1)).toEqual({
      type: "message",
      role: "user",
      content: [
        text("<image name=[Image #1]>"),
        image,
        text("</image>"),
        text("<image>"),
        { type: "input_image", image_url: URL },
        text("</image>"),
        text("<image name=[Image #2]>"),
        image,
        text("</image>"),
        text(expect.stringContaining("README.md")),
        text("compare [Image #1] and [Image #2]"),
      ],
    });
    expect(await client.end()).toMatchObject({ code: 0 });
  }));

test("`codex exec -i` labels its pictures the same way, before the prompt", async () => {
  await using stage = await openStage({ replies: [reply(say("seen"))] });
  await writePictures(stage);
  expect((await stage.codex("exec", "-i", "one.png,two.png", "--", "look")).code).toBe(0);
  expect(stage.model.request(0).input.at(-1)?.["content"]).toEqual([
    text("<image name=[Image #1]>"),
    image,
    text("</image>"),
    text("<image name=[Image #2]>"),
    image,
    text("</image>"),
    text("look"),
  ]);
  await stage.settle();
});

test("a picture of the user that the server refuses fails the turn once, and stays in the thread", () =>
  withServer({ replies: [refused, reply(say("well"))] }, async ({ client, stage }) => {
    const threadId = await openThread(client);
    const input = [{ type: "image", url: URL }, ...[{ type: "text", text: "look" }]];
    const ended = await runTurn(client, threadId, { input });
    const error = {
      message: expect.stringMatching(/image/i),
      codexErrorInfo: "badRequest",
      additionalDetails: null,
    };
    expect(ended).toMatchObject({ status: "failed", error });
    const told = client.lines.filter(({ method }) => method === "error");
    expect(told.map(({ params }) => params)).toEqual([
      { threadId, turnId: ended.id, willRetry: false, error },
    ]);
    await runTurn(client, threadId, "and now?");
    expect(stage.model.request(1).text).toContain(PIXEL);
    expect(await client.end()).toMatchObject({ code: 0 });
  }));

test("another bad request is not about pictures", () =>
  withServer({ replies: [status(400, { error: { message: "no such tool" } })] }, async ({ client }) => {
    const threadId = await openThread(client);
    const ended = await runTurn(client, threadId, { input: [{ type: "image", url: URL }] });
    expect(ended).toMatchObject({
      status: "failed",
      error: { message: expect.stringContaining("no such tool") },
    });
    expect(await client.end()).toMatchObject({ code: 0 });
  }));

test("a picture of a tool that the server refuses becomes a sentence, and the turn goes on", () =>
  withServer(
    { replies: [reply(callTool("shoot", {}, "c1")), refused, reply(say("done"))] },
    async ({ client, stage }) => {
      const dynamicTools = [{ name: "shoot", description: "Takes one.", inputSchema: { type: "object" } }];
      const threadId = await openThread(client, EXPERIMENTAL, { dynamicTools });
      const running = runTurn(client, threadId, "go");
      const { id } = await client.told("item/tool/call");
      const contentItems = [
        { type: "inputText", text: "here" },
        { type: "inputImage", imageUrl: URL },
      ];
      client.send({ id, result: { contentItems, success: true } });
      expect(await running).toMatchObject({ status: "completed", error: null });
      expect(stage.model.request(1).outputItem("c1")?.["output"]).toEqual([
        text("here"),
        { type: "input_image", image_url: URL },
      ]);
      expect(stage.model.request(2).outputItem("c1")?.["output"]).toEqual([
        text("here"),
        text(expect.stringContaining("the server could not read it as an image")),
      ]);
      expect(client.lines.filter(({ method }) => method === "error")).toEqual([]);
      expect(await client.end()).toMatchObject({ code: 0 });
    },
  ));
