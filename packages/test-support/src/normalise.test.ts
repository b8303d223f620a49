import { expect, test } from "@jest/globals";
import { normalise } from "./normalise.ts";

const A = "01923456-789a-7fff-bfff-ffffffffffff";
const B = "11923456-789a-7fff-bfff-ffffffffffff";

test("names ids by first appearance, and times, ports and paths", () => {
  const value = {
    thread: B,
    lines: [`${A} of ${B}`, 4, null, { [`at ${A}`]: "2026-01-02T03:04:05.678Z" }],
    url: "http://127.0.0.1:4711/v1",
    path: "/tmp/x/work/a.txt and /tmp/x",
  };
  expect(normalise(value, { "<root>": "/tmp/x", "<cwd>": "/tmp/x/work" })).toEqual({
    thread: "<id-0>",
    lines: ["<id-1> of <id-0>", 4, null, { "at <id-1>": "<time>" }],
    url: "http://<server>/v1",
    path: "<cwd>/a.txt and <root>",
  });
});
