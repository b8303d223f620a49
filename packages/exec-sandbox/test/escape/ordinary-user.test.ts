/** The same attempts by somebody who is not the superuser: level 3 then rests on a user namespace. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { hasBubblewrap, isLinux, PLAIN_ENV } from "../linux-host.ts";
import { ATTEMPTS } from "./attempts.ts";

/** `nobody`; others run the first suite as ordinary users anyway. */
const NOBODY = 65_534;
const LIMIT_MS = 240_000;
const FEWEST_ATTEMPTS = 100;

const asNobody = (args: readonly string[]) =>
  spawnSync(process.execPath, args, {
    cwd: "/",
    uid: NOBODY,
    gid: NOBODY,
    env: PLAIN_ENV,
    encoding: "utf8",
    timeout: LIMIT_MS,
  });

/** A checkout in a private folder cannot be read by nobody. */
function canReadSources(): boolean {
  if (!isLinux || process.getuid?.() !== 0) return false;
  const script = `require("fs").accessSync(${JSON.stringify(import.meta.filename)})`;
  return asNobody(["-e", script]).status === 0;
}

const asSuperuser = canReadSources() ? test : test.skip;

asSuperuser.each([
  ["", [], true],
  [" through bubblewrap (Debian package bubblewrap)", ["bubblewrap"], hasBubblewrap],
] as const)(
  "an ordinary user gets no further%s",
  (_, args, isThere) => {
    if (!isThere) return;
    const runner = path.join(import.meta.dirname, "run-all-attempts.ts");
    const { stdout, stderr } = asNobody([runner, ...args]);
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
  },
  LIMIT_MS,
);
