import { expect, test } from "@jest/globals";
import { takeBuiltIns } from "./take-built-ins.ts";

test.each([
  ['import path2 from "node:path";', 'const path2 = process.getBuiltinModule("node:path");'],
  ['import * as os from "node:os";', 'const os = process.getBuiltinModule("node:os");'],
  [
    'import { open as open2, rm } from "node:fs/promises";',
    'const { open: open2, rm } = process.getBuiltinModule("node:fs/promises");',
  ],
  [
    'import fs, {\n  statSync\n} from "node:fs";',
    'const fs = process.getBuiltinModule("node:fs"); const {\n  statSync\n} = process.getBuiltinModule("node:fs");',
  ],
])("%s", (before, after) => {
  expect(takeBuiltIns(`a();\n${before}\nb();`)).toBe(`a();\n${after}\nb();`);
});

test("imports of anything else, and those at run time, stay as they are", () => {
  const code =
    'import { a } from "./chunk-A.mjs";\nimport "./chunk-B.mjs";\nconst z = await import("node:zlib");';
  expect(takeBuiltIns(code)).toBe(code);
});
