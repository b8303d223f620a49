import { expect, test } from "@jest/globals";
import { checkSizes } from "./sizes.ts";
import { repoOf } from "./test/repo-of.ts";

const lines = (count: number) => "x;\n".repeat(count);

test("accepts 500 lines and refuses 501, generated files left out", () => {
  const { findings } = checkSizes(
    repoOf({ "a/full.ts": lines(500), "a/over.ts": lines(501), "a/generated/big.ts": lines(9_000) }),
  );
  expect(findings).toEqual([{ file: "a/over.ts", line: 501, message: "501 lines; the limit is 500" }]);
});

test("sums up with median, p90 and the longest first", () => {
  const files = Object.fromEntries(
    Array.from({ length: 11 }, (_, index) => [`a/f${index}.ts`, lines(10 * (index + 1))]),
  );
  const { summary } = checkSizes(repoOf(files));
  expect(summary[0]).toBe("11 files, median 60 lines, p90 100; longest:");
  expect(summary[1]).toBe("  110 a/f10.ts");
  expect(summary).toHaveLength(11);
});
