import { expect, test } from "@jest/globals";
import { experimentalMethods, findExperimentalUse } from "./experimental.ts";
import { clientRequests } from "./methods.ts";

test("names the method, the field or the variant", () => {
  expect(findExperimentalUse("collaborationMode/list", {})).toBe("collaborationMode/list");
  expect(findExperimentalUse("thread/resume", { threadId: "t", path: "/x" })).toBe("thread/resume.path");
  expect(findExperimentalUse("thread/start", { experimentalRawEvents: true })).toBe(
    "thread/start.experimentalRawEvents",
  );
  expect(findExperimentalUse("account/login/start", { type: "chatgptAuthTokens" })).toBe(
    "account/login/start.chatgptAuthTokens",
  );
});

test("a field that says nothing is not a use", () => {
  const params = { dynamicTools: [], experimentalRawEvents: false, mockExperimentalField: null };
  expect(findExperimentalUse("thread/start", params)).toBeUndefined();
  expect(findExperimentalUse("thread/resume", { history: [] })).toBeUndefined();
  expect(findExperimentalUse("account/login/start", { type: "apiKey", apiKey: "k" })).toBeUndefined();
  expect(findExperimentalUse("thread/start", undefined)).toBeUndefined();
});

test("what is gated exists", () => {
  for (const method of experimentalMethods) expect(Object.keys(clientRequests)).toContain(method);
});
