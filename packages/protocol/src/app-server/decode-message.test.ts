import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeClientMessage } from "./decode-message.ts";

const decode = (message: unknown) => decodeClientMessage(JSON.stringify(message));

test("the forms are told apart by their members", () => {
  expect(decode({ jsonrpc: "2.0", id: 1, method: "thread/archive", params: { threadId: "t" } })).toEqual({
    kind: "request",
    id: 1,
    method: "thread/archive",
    params: { threadId: "t" },
  });
  expect(decode({ method: "initialized" })).toEqual({ kind: "notification", method: "initialized" });
  expect(decode({ id: "a", result: null })).toEqual({ kind: "response", id: "a", result: null });
  expect(decode({ id: 2, error: { code: -1, message: "no" } })).toEqual({
    kind: "error",
    id: 2,
    error: { code: -1, message: "no" },
  });
});

test("a request without a usable id is a notification", () => {
  for (const id of [null, 1.5, true, {}]) {
    expect(decode({ id, method: "thread/archive" })).toEqual({
      kind: "notification",
      method: "thread/archive",
    });
  }
});

test("what fits no form is not answered", () => {
  for (const message of [null, [], [{}], 1, "x", {}, { id: 1 }, { id: 1, error: { code: "x" } }]) {
    expect(decode(message)).toMatchObject({ kind: "unusable" });
  }
  expect(decodeClientMessage("")).toMatchObject({ kind: "unusable", error: { code: "not_json" } });
});

test("a request that cannot be understood is answered with the place", () => {
  expect(decode({ id: 1, method: "thread/archive", params: {} })).toMatchObject({
    kind: "bad-request",
    id: 1,
    error: { path: "params.threadId", reason: "string expected" },
  });
  expect(decode({ id: 1, method: "thread/loaded/list" })).toMatchObject({
    kind: "bad-request",
    error: { path: "params", reason: "object expected" },
  });
  for (const method of ["no/such", "toString", "__proto__"]) {
    expect(decode({ id: 1, method })).toMatchObject({ kind: "bad-request", error: { path: "method" } });
  }
  const text = '{"id":7,"method":"thread/start","params":{"config":{"n":12345678901234567890}}}';
  expect(decodeClientMessage(text)).toMatchObject({
    kind: "bad-request",
    id: 7,
    error: { code: "unsafe_value", path: "params.config.n" },
  });
});

test("methods without params take none, null or an empty object, and nothing else", () => {
  for (const params of [undefined, null, {}]) {
    expect(decode({ id: 1, method: "account/logout", params })).toMatchObject({ kind: "request" });
  }
  for (const params of [[], { all: true }]) {
    expect(decode({ id: 1, method: "account/logout", params })).toMatchObject({ kind: "bad-request" });
  }
});

test("older names of collaboration modes are read as the default", () => {
  for (const mode of ["code", "custom", "execute", "pair_programming"]) {
    const params = { threadId: "t", input: [], collaborationMode: { mode, settings: { model: "m" } } };
    const message = decode({ id: 1, method: "turn/start", params });
    expect(message).toMatchObject({ kind: "request", params: { collaborationMode: { mode: "default" } } });
  }
});

test("no line makes it throw", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.json(), fc.string()),
      (text) => typeof decodeClientMessage(text).kind === "string",
    ),
  );
  const member = fc.oneof(fc.jsonValue(), fc.constantFrom("thread/start", "turn/start", "newConversation"));
  fc.assert(
    fc.property(member, member, member, (id, method, params) => {
      expect(typeof decode({ id, method, params }).kind).toBe("string");
    }),
  );
});
