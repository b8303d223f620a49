import { expect, test } from "@jest/globals";
import { decodeHandshake } from "./decode-handshake.ts";
import { decodeClientMessage } from "./decode-message.ts";

const clientInfo = { name: "editor", version: "1.0" };
const line = (members: object) => JSON.stringify({ id: 0, method: "initialize", ...members });

test.each([
  line({ params: { clientInfo } }),
  line({ id: "first", params: { clientInfo: { ...clientInfo, title: null }, more: 1 } }),
  line({ params: { clientInfo, capabilities: { experimentalApi: true, optOutNotificationMethods: ["x"] } } }),
])("a handshake means the same with and without the table of methods: %s", (text) => {
  expect(decodeHandshake(text)).toEqual(decodeClientMessage(text));
});

test.each([
  "{",
  "[]",
  line({ id: null, params: { clientInfo } }),
  line({ params: {} }),
  line({ method: "thread/start", params: { clientInfo } }),
])("anything else is left to the table: %s", (text) => {
  expect(decodeHandshake(text)).toBeUndefined();
});
