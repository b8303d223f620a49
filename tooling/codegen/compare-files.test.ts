import { expect, test } from "@jest/globals";
import { compareFiles } from "./compare-files.ts";

test("finds files that are missing, differ or do not belong", () => {
  const wanted = [
    { name: "same.json", text: "1" },
    { name: "changed.json", text: "2" },
    { name: "missing.json", text: "3" },
  ];
  const present = [
    { name: "same.json", text: "1" },
    { name: "changed.json", text: "old" },
    { name: "old.json", text: "4" },
  ];
  expect(compareFiles(wanted, present)).toEqual({
    stale: [
      { name: "changed.json", text: "2" },
      { name: "missing.json", text: "3" },
    ],
    extra: ["old.json"],
  });
});
