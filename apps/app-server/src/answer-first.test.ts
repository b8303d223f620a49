import { expect, test } from "@jest/globals";
import { createAnswerFirst } from "./answer-first.ts";

function gate() {
  const sent: string[] = [];
  const answerFirst = createAnswerFirst((message) =>
    sent.push("method" in message ? message.method : "answer"),
  );
  const tell = (method: string, threadId?: string) => answerFirst.tell({ method, params: {} }, threadId);
  return { sent, tell, hold: answerFirst.hold };
}

test("while a thread is opened, threads without a name wait and known ones go on", () => {
  const { sent, tell, hold } = gate();
  hold("thread/start", {})({ thread: { id: "old" } });
  const release = hold("thread/start", {});
  tell("a", "new");
  tell("b", "old");
  tell("c");
  tell("d", "new");
  expect(sent).toEqual(["b", "c"]);
  release({ thread: { id: "new" } });
  expect(sent).toEqual(["b", "c", "a", "d"]);
});

test("while a turn is started, only its thread waits, also when it cannot be started", () => {
  const { sent, tell, hold } = gate();
  const release = hold("turn/start", { threadId: "one" });
  tell("a", "one");
  tell("b", "two");
  expect(sent).toEqual(["b"]);
  release(undefined);
  expect(sent).toEqual(["b", "a"]);
});

test("two openings: what belongs to the second one waits for it", () => {
  const { sent, tell, hold } = gate();
  const first = hold("thread/start", {});
  const second = hold("thread/fork", {});
  tell("one", "1");
  tell("two", "2");
  first({ thread: { id: "1" } });
  expect(sent).toEqual(["one"]);
  second({ thread: { id: "2" } });
  expect(sent).toEqual(["one", "two"]);
});

test("other methods hold nothing back", () => {
  const { sent, tell, hold } = gate();
  hold("thread/read", { threadId: "one" });
  tell("a", "one");
  expect(sent).toEqual(["a"]);
});
