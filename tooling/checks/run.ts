/** Runs every house check and exits with 1 when one of them has something to say. */
import path from "node:path";
import { checkAmbientAccess } from "./ambient-access.ts";
import { checkBarrels } from "./barrels.ts";
import { checkCycles } from "./cycles.ts";
import { checkDependencies } from "./dependencies.ts";
import { checkDocumentLinks } from "./document-links.ts";
import { checkDocuments } from "./documents.ts";
import layerTable from "./layers.json" with { type: "json" };
import { checkLayers } from "./layers.ts";
import nameExemptions from "./name-exemptions.json" with { type: "json" };
import { checkNames } from "./names.ts";
import publicApi from "./public-api.json" with { type: "json" };
import { readRepo } from "./read-repo.ts";
import { buildRepo, type Finding } from "./repo.ts";
import { checkSizes } from "./sizes.ts";
import { checkUnusedExports } from "./unused-exports.ts";

const repo = buildRepo(readRepo(path.resolve(import.meta.dirname, "../..")));
const sizes = checkSizes(repo);
const results: Readonly<Record<string, readonly Finding[]>> = {
  layers: checkLayers(repo, layerTable),
  cycles: checkCycles(repo),
  sizes: sizes.findings,
  names: checkNames(repo, nameExemptions),
  barrels: checkBarrels(repo),
  "unused exports": checkUnusedExports(repo, publicApi),
  "ambient access": checkAmbientAccess(repo),
  dependencies: checkDependencies(repo),
  documents: checkDocuments(repo),
  "document links": checkDocumentLinks(repo),
};

for (const line of sizes.summary) console.log(line);
for (const [name, findings] of Object.entries(results)) {
  console.log(findings.length === 0 ? `ok    ${name}` : `FAIL  ${name}: ${findings.length}`);
  for (const { file, line, message } of findings) console.log(`      ${file}:${line} ${message}`);
}
process.exitCode = Object.values(results).every((findings) => findings.length === 0) ? 0 : 1;
