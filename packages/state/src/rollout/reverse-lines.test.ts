import { expect, test } from "@jest/globals";
import { randomFrom, signal, tempHome } from "../../test/rig.ts";
import { reverseLines } from "./reverse-lines.ts";

async function reversed(text: string): Promise<readonly string[]> {
  await using home = await tempHome();
  return await Array.fromAsync(reverseLines(await home.write("lines", text), signal));
}

test.each([
  ["", []],
  ["a", ["a"]],
  ["a\nb", ["b", "a"]],
  ["a\nb\n", ["", "b", "a"]],
  ["\n\n", ["", "", ""]],
])("reads %j", async (text, lines) => {
  expect(await reversed(text)).toEqual(lines);
});

test("gives the same lines as reading forward, wherever the blocks end", async () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const random = randomFrom(seed);
    const lines = Array.from({ length: 1 + random(40) }, () =>
      ["a", "é", "€", "😀"].map((letter) => letter.repeat(random(seed % 3 === 0 ? 6000 : 200))).join(""),
    );
    expect(await reversed(lines.join("\n"))).toEqual(lines.toReversed());
  }
});

test("reads no more than is asked for, and lets go of the file", async () => {
  await using home = await tempHome();
  const file = await home.write("lines", `${"x\n".repeat(100_000)}last`);
  for await (const line of reverseLines(file, signal)) {
    expect(line).toBe("last");
    break;
  }
});
