import { expect, test } from "@jest/globals";
import { createPendingRequests } from "./pending-requests.ts";

test("an answer reaches the one who asked, once", async () => {
  const requests = createPendingRequests("denied");
  const asked = requests.wait("call-1", new AbortController().signal);
  expect(requests.answer("call-1", "approved")).toBe(true);
  expect(await asked).toBe("approved");
  expect(requests.answer("call-1", "approved")).toBe(false);
});

test("an abort answers with the fallback, before and after the question", async () => {
  const requests = createPendingRequests("denied");
  const controller = new AbortController();
  const asked = requests.wait("call-1", controller.signal);
  controller.abort("interrupted");
  expect(await asked).toBe("denied");
  expect(await requests.wait("call-2", controller.signal)).toBe("denied");
});

test("asking again under the same id drops the first question", async () => {
  const requests = createPendingRequests("denied");
  const { signal } = new AbortController();
  const first = requests.wait("call-1", signal);
  const second = requests.wait("call-1", signal);
  requests.answer("call-1", "approved");
  expect(await first).toBe("denied");
  expect(await second).toBe("approved");
});
