/**
 * Usage: check-expected.ts shown|own|app-server LOG. Exits with 1 when a scenario that has to be the same as in the record
 * is not: of the shown ones those in expected.json, of our own all but those in own-differences.json, of those of
 * the app-server the ones in app-server-expected.json.
 */
import { readFileSync } from "node:fs";
import appServer from "./app-server-expected.json" with { type: "json" };
import { compareExpected } from "./compare-expected.ts";
import shown from "./expected.json" with { type: "json" };
import ownDifferences from "./own-differences.json" with { type: "json" };
import { scenarios } from "./scenarios/all.ts";

const SETS: Readonly<Record<string, { readonly names: readonly string[]; readonly list: string }>> = {
  shown: { names: shown, list: "add it to tests/parity/expected.json" },
  own: {
    names: scenarios.map(({ name }) => name).filter((name) => !(name in ownDifferences)),
    list: "take it from tests/parity/own-differences.json",
  },
  "app-server": { names: appServer, list: "add it to tests/parity/app-server-expected.json" },
};

const [kind = "", log] = process.argv.slice(2);
const set = SETS[kind];
if (set === undefined || log === undefined)
  throw new Error("usage: check-expected.ts shown|own|app-server LOG");
const { broken, gained } = compareExpected(readFileSync(log, "utf8"), set.names);
for (const line of broken) console.log(`no longer the same: ${line}`);
for (const name of gained) console.log(`also the same, so ${set.list}: ${name}`);
console.log(`${set.names.length - broken.length} of ${set.names.length} expected scenarios are the same`);
process.exitCode = broken.length === 0 ? 0 : 1;
