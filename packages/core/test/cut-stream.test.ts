/** Streams that break, and turns that are stopped, at every place: each turn ends once, and the next one works. */
import { setImmediate } from "node:timers/promises";
import {
  callTool,
  holdUntil,
  type ModelReply,
  raw,
  reasoning,
  reply,
  type StreamReply,
  say,
  stream,
} from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds, ofKind } from "./event-log.ts";
import { testThread } from "./test-thread.ts";

/** A turn with all that a response can hold. */
const whole: StreamReply = reply(
  reasoning(["thinking"]),
  callTool("update_plan", { plan: [{ step: "é", status: "completed" }] }, "c1"),
  say("an answer in several words 😀"),
);

/** The frames of the whole response, one string for each event. */
const frames = whole.steps.flatMap((step) =>
  step.kind === "event" ? [`event: ${step.event.type}\ndata: ${JSON.stringify(step.event)}\n\n`] : [],
);

const ENDS = ["end", "reset"] as const;

/** Places to break at: between all frames, and 200 anywhere (a fixed row, so that a failure can be repeated). */
const text = frames.join("");
const boundaries = frames.map((_, index) => frames.slice(0, index).join("").length);
const anywhere = Array.from({ length: 200 }, (_, index) => (index * 7919 + 13) % text.length);

/** Breaks one response after the other, each at its place, and lets the request after it be answered. */
async function breakAt(places: readonly number[], end: (typeof ENDS)[number]) {
  const replies = places.flatMap((place): ModelReply[] => [
    stream(end, raw(text.slice(0, place))),
    reply(say("fine after all")),
  ]);
  await using rig = await testThread(replies, { streamMaxRetries: 1 });
  for (const [index] of places.entries()) {
    const events = await rig.turn(`turn ${index}`);
    expect(kinds(events).filter((kind) => kind === "task_complete")).toHaveLength(1);
    expect(ofKind(events, "error")).toEqual([]);
    expect(ofKind(events, "task_complete")[0]?.last_agent_message).toBe("fine after all");
  }
  rig.model.verify();
}

test.each(ENDS)("a stream that breaks between two events is asked for again (%s)", async (end) => {
  await breakAt(boundaries, end);
});

test.each(ENDS.flatMap((end) => [0, 1, 2, 3, 4].map((part) => [end, part] as const)))(
  "a stream that breaks anywhere is asked for again (%s, part %i)",
  async (end, part) => {
    await breakAt(anywhere.slice(part * 40, (part + 1) * 40), end);
  },
);

test.each(ENDS)("without another attempt it is an error with an end (%s)", async (end) => {
  const places = boundaries.filter((_, index) => index % 3 === 0);
  await using rig = await testThread(places.map((place) => stream(end, raw(text.slice(0, place)))));
  for (const [index] of places.entries()) {
    const events = await rig.turn(`turn ${index}`);
    expect(ofKind(events, "error")).toHaveLength(1);
    expect(ofKind(events, "error")[0]?.message).not.toBe("");
    expect(kinds(events).at(-1)).toBe("task_complete");
  }
});

test("an interrupt between any two events of a response ends the turn, and the next one works", async () => {
  const after = (count: number) =>
    stream("stall", ...frames.slice(0, count).map(raw), holdUntil(new Promise<never>(() => undefined)));
  const replies = frames.flatMap((_, index): ModelReply[] => [after(index), reply(say("next"))]);
  await using rig = await testThread(replies);
  for (const [index] of frames.entries()) {
    const turn = rig.start(`turn ${index}`);
    await rig.model.waitForRequest(index * 2, AbortSignal.timeout(10_000));
    // What was sent gets the time to arrive; wherever the turn is then, its end is the same.
    for (let passed = 0; passed < 200; passed += 1) await setImmediate();
    rig.thread.submit({ type: "interrupt" });
    const events = await rig.finished(turn);
    expect(events.at(-1)).toEqual({ type: "turn_aborted", reason: "interrupted" });
    expect(ofKind(await rig.turn("go on"), "error")).toEqual([]);
  }
  rig.model.verify();
});
