/** Usage: check-expected.ts LOG. Exits with 1 when a scenario of expected.json is not the same as in the record. */
import { readFileSync } from "node:fs";
import { compareExpected } from "./compare-expected.ts";
import expected from "./expected.json" with { type: "json" };

const [log] = process.argv.slice(2);
if (log === undefined) throw new Error("usage: check-expected.ts LOG");
const { broken, gained } = compareExpected(readFileSync(log, "utf8"), expected);
for (const line of broken) console.log(`no longer the same: ${line}`);
if (gained.length > 0)
  console.log(`also the same, so add to tests/parity/expected.json: ${gained.join(", ")}`);
console.log(`${expected.length - broken.length} of ${expected.length} expected scenarios are the same`);
process.exitCode = broken.length === 0 ? 0 : 1;
