import { expect, test } from "@jest/globals";
import { createCallAssembler } from "./call-assembler.ts";

/** The calls that these deltas come to, as `id name arguments`; `used` is an id of an earlier answer. */
function assemble(...deltas: readonly unknown[]): readonly string[] {
  let made = 0;
  const calls = createCallAssembler(
    (id) => id === "used",
    () => `made-${++made}`,
  );
  for (const delta of deltas) calls.add(delta);
  return calls.finish().map((call) => `${call.id} ${call.name} ${call.arguments}`);
}

const piece = (
  index: number | undefined,
  id: string | undefined,
  name: string | undefined,
  args: unknown,
) => [
  {
    ...(index !== undefined && { index }),
    ...(id !== undefined && { id }),
    function: { name, arguments: args },
  },
];

test.each<[string, readonly unknown[], readonly string[]]>([
  [
    "pieces by index, mixed",
    [
      piece(0, "a", "x", '{"p'),
      piece(1, "b", "y", ""),
      piece(0, undefined, undefined, '":1}'),
      piece(1, "", "", "{}"),
    ],
    ['a x {"p":1}', "b y {}"],
  ],
  ["name and id in every piece", [piece(0, "a", "x", "{"), piece(0, "a", "x", "}")], ["a x {}"]],
  [
    "whole calls without an index",
    [piece(undefined, "a", "x", "{}"), piece(undefined, "b", "x", "{}")],
    ["a x {}", "b x {}"],
  ],
  [
    "whole calls that all claim index 0",
    [piece(0, "a", "x", "{}"), piece(0, "b", "y", "{}")],
    ["a x {}", "b y {}"],
  ],
  [
    "pieces without index and id",
    [piece(undefined, undefined, "x", "{"), piece(undefined, undefined, undefined, "}")],
    ["made-1 x {}"],
  ],
  ["no id", [piece(0, undefined, "x", "{}"), piece(1, "", "y", "{}")], ["made-1 x {}", "made-2 y {}"]],
  ["the same id twice", [piece(0, "a", "x", "{}"), piece(1, "a", "y", "{}")], ["a x {}", "made-1 y {}"]],
  ["an id of an earlier answer", [piece(0, "used", "x", "{}")], ["made-1 x {}"]],
  ["arguments as an object", [piece(0, "a", "x", { p: 1 })], ['a x {"p":1}']],
  ["no arguments", [piece(0, "a", "x", undefined)], ["a x {}"]],
  ["no name", [piece(0, "a", undefined, "{}")], []],
  ["no list", [undefined, null, "x", {}], []],
])("%s", (_name, deltas, calls) => {
  expect(assemble(...deltas)).toEqual(calls);
});
