/** Our own scenarios, their records and the list of those that differ belong together. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import ownDifferences from "./own-differences.json" with { type: "json" };
import { scenarios } from "./scenarios/all.ts";

const names = scenarios.map(({ name }) => name);
const folder = import.meta.dirname;

test("every scenario has a name and a record of its own, and every record a scenario", () => {
  expect(new Set(names).size).toBe(names.length);
  const records = readdirSync(path.join(folder, "fixtures")).map((file) => path.basename(file, ".json"));
  expect(records.sort()).toEqual([...names].sort());
});

test("what differs is a scenario, and its reason a row of the known differences", () => {
  const text = readFileSync(path.join(folder, "known-differences.md"), "utf8");
  const areas = new Set([...text.matchAll(/^\| (.*?) +\|/gm)].map((row) => row[1]));
  for (const [name, area] of Object.entries(ownDifferences)) {
    expect(names).toContain(name);
    if (area !== "wording") expect(areas).toContain(area);
  }
});
