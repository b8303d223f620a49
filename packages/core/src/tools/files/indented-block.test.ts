import { expect, test } from "@jest/globals";
import { type BlockOptions, indentedBlock } from "./indented-block.ts";

const source = `import os

# Says hello.
class Greeter:
    name = "x"

    # The first way.
    def hello(self):
        if self.name:
            print("hello")

        return 1

    def bye(self):
        return 2


class Other:
    pass
`.split("\n");

/** The block around the line that contains a text. */
function block(anchor: string, options: Partial<BlockOptions> = {}): string[] {
  const { start, end } = indentedBlock(source, {
    anchor: source.findIndex((line) => line.includes(anchor)),
    maxLevels: 1,
    withSiblings: false,
    withHeader: true,
    maxLines: 100,
    ...options,
  });
  return source.slice(start, end).map((line) => line.trim());
}

test("one level is the statement around a line, with the line that opens it", () => {
  expect(block('print("hello")')).toEqual(["if self.name:", 'print("hello")']);
});

test("two levels are the function, with the comment above it", () => {
  const lines = block('print("hello")', { maxLevels: 2 });
  expect(lines.slice(0, 2)).toEqual(["# The first way.", "def hello(self):"]);
  expect(lines).not.toContain("return 2");
  expect(block('print("hello")', { maxLevels: 2, withHeader: false })[0]).toBe("def hello(self):");
});

test("a line that opens a block stands for the block", () => {
  expect(block("def hello", { maxLevels: 0 })).toContain("# Says hello.");
  expect(block("class Other", { maxLevels: 0 })).toEqual(["class Other:", "pass"]);
});

test("siblings are the other functions of the class", () => {
  const lines = block('print("hello")', { maxLevels: 2, withSiblings: true });
  expect(lines[0]).toBe('name = "x"');
  expect(lines.at(-1)).toBe("return 2");
});

test("no limit of levels reaches the outermost block and its ends", () => {
  const lines = block('print("hello")', { maxLevels: 0 });
  expect(lines[0]).toBe("# Says hello.");
  expect(lines).toContain("return 2");
  expect(lines).not.toContain("pass");
});

test("the limit of lines keeps the line itself and what is nearest", () => {
  expect(block('print("hello")', { maxLevels: 0, maxLines: 1 })).toEqual(['print("hello")']);
  const few = block('print("hello")', { maxLevels: 0, maxLines: 4 });
  expect(few).toContain('print("hello")');
  expect(few.length).toBeLessThanOrEqual(4);
});

test("a closing bracket belongs to its block, what comes behind it does not", () => {
  const lines = ["function a() {", "  return 1;", "}", "", "function b() {", "}"];
  const options = { anchor: 1, maxLevels: 0, withSiblings: false, withHeader: true, maxLines: 9 };
  expect(indentedBlock(lines, options)).toEqual({ start: 0, end: 3 });
});

test("tabs count as four spaces", () => {
  const lines = ["a:", "\tb:", "\t\tc", "    d:", "\te"];
  const options = { anchor: 2, maxLevels: 1, withSiblings: false, withHeader: false, maxLines: 9 };
  expect(indentedBlock(lines, options)).toEqual({ start: 1, end: 3 });
});
