/** The same attempts by somebody who is not the superuser: level 3 then rests on a user namespace. */
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { build } from "esbuild";
import { hasBubblewrap, isLinux, PLAIN_ENV, temporaryFolder } from "../linux-host.ts";
import { ATTEMPTS } from "./attempts.ts";

/** `nobody`; others run the first suite as ordinary users anyway. */
const NOBODY = 65_534;
const LIMIT_MS = 240_000;
const FEWEST_ATTEMPTS = 100;

const asSuperuser = isLinux && process.getuid?.() === 0 ? test : test.skip;

/** Puts the runner and Node where everybody can read them, since a checkout may be in a private folder. */
async function publish(folder: string): Promise<readonly [node: string, runner: string]> {
  chmodSync(folder, 0o755);
  const node = path.join(folder, "node");
  copyFileSync(process.execPath, node);
  const runner = path.join(folder, "run-all-attempts.mjs");
  await build({
    entryPoints: [path.join(import.meta.dirname, "run-all-attempts.ts")],
    outfile: runner,
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["@lydell/node-pty"],
    logLevel: "error",
  });
  return [node, runner];
}

async function expectNoEscape(...args: readonly string[]): Promise<void> {
  const folder = temporaryFolder();
  try {
    const [node, runner] = await publish(folder.path);
    const { stdout, stderr } = spawnSync(node, [runner, ...args], {
      cwd: "/",
      uid: NOBODY,
      gid: NOBODY,
      env: PLAIN_ENV,
      encoding: "utf8",
      timeout: LIMIT_MS,
    });
    expect(stderr).toBe("");
    const report = JSON.parse(stdout) as {
      readonly uid: number;
      level: number;
      tried: number;
      escaped: string[];
    };
    expect(report).toMatchObject({ uid: NOBODY, escaped: [] });
    if (report.level === 3) expect(report.tried).toBe(ATTEMPTS.length);
    if (report.level > 0) expect(report.tried).toBeGreaterThanOrEqual(FEWEST_ATTEMPTS);
  } finally {
    folder.remove();
  }
}

asSuperuser("an ordinary user gets no further", () => expectNoEscape(), LIMIT_MS);

(hasBubblewrap ? asSuperuser : test.skip)(
  "an ordinary user gets no further through bubblewrap (Debian package bubblewrap)",
  () => expectNoEscape("bubblewrap"),
  LIMIT_MS,
);
