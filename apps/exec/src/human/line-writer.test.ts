import { expect, test } from "@jest/globals";
import { createLineWriter } from "./line-writer.ts";

function writer() {
  let written = "";
  const lines = createLineWriter({
    write: (text) => {
      written += text;
    },
  });
  return { lines, written: () => written };
}

test("a line is completed where it stands", () => {
  const { lines, written } = writer();
  lines.begin("a", "run");
  expect(lines.end("a", " ok")).toBe(true);
  expect(written()).toBe("run ok\n");
});

test("whatever comes between ends the line, and it is not completed any more", () => {
  const { lines, written } = writer();
  lines.begin("a", "run a");
  lines.begin("b", "run b");
  lines.line("between");
  expect(lines.end("a", "")).toBe(false);
  expect(lines.end("b", "")).toBe(false);
  expect(written()).toBe("run a\nrun b\nbetween\n");
});
