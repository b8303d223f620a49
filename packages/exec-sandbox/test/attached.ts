/** Runs its arguments attached to its own streams, in a sandbox around the working folder. */
import { runAttached } from "../src/index.ts";
import { neverAborted, openTestHost, PLAIN_ENV, planFor } from "./linux-host.ts";

const host = await openTestHost();
const cwd = process.cwd();
const request = { argv: process.argv.slice(2), cwd, env: PLAIN_ENV, plan: planFor(host, cwd) };
const outcome = await runAttached(host, request, neverAborted());
await host.close();
if (outcome.kind === "not_started") process.stderr.write(`${outcome.failure.message}\n`);
process.exitCode = outcome.kind === "exited" ? outcome.exitCode : 99;
