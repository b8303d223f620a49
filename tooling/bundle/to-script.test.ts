import { runInThisContext } from "node:vm";
import { expect, test } from "@jest/globals";
import { toScript } from "./to-script.ts";

/** Runs a module as a script; `parts` are the others. */
async function run(
  module: string,
  parts: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const wrapped = runInThisContext(await toScript(module)) as (...args: readonly unknown[]) => void;
  const it = { exports: {} };
  const late = async (name: string) => parts[name];
  wrapped((name: string) => parts[name], it, it.exports, late, "/folder", "file:///folder/main.cjs");
  return it.exports;
}

test("imports, exports, the folder and the address", async () => {
  const made = await run(
    'import { one } from "./a.cjs";\nimport path from "node:path";\nexport const two = one + 1;\nexport default [path.join(import.meta.dirname, "x"), import.meta.url];',
    { "./a.cjs": { one: 1 } },
  );
  expect(made).toMatchObject({ two: 2, default: ["/folder/x", "file:///folder/main.cjs"] });
});

test("late imports, also where a package has a `require` of its own", async () => {
  const made = await run(
    'export async function late() { const a = await import("./a.cjs"); var require = 0; return a; }',
    { "./a.cjs": "a" },
  );
  expect(await (made["late"] as () => Promise<unknown>)()).toBe("a");
});
