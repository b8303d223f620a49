/** Protected paths in unusual places: linked, pointed to, in a root inside of another root. */
import { mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { type ExecHost, runCommand, type SandboxPlan } from "../../src/index.ts";
import {
  isLinux,
  neverAborted,
  openTestHost,
  PLAIN_ENV,
  planFor,
  temporaryFolder,
  WORKSPACE_ONLY,
} from "../linux-host.ts";

const opened = isLinux ? await openTestHost() : undefined;
afterAll(() => opened?.close());

const onLevel3 = opened?.support.kind === "linux" && opened.support.level === 3 ? test : test.skip;
/** For tests that are skipped below level 3. */
const host = opened as ExecHost;

interface Layout {
  readonly top: string;
  readonly cwd: string;
  readonly otherRoots?: readonly string[];
}

/** Runs a script at level 3 after a harmless write outside was refused. */
async function attack(layout: Layout, script: string): Promise<void> {
  const plan = planFor(host, layout.cwd, {
    ...WORKSPACE_ONLY,
    writable_roots: [...(layout.otherRoots ?? [])],
  });
  const witness = path.join(layout.top, "harmless");
  const probe = await run(plan, layout.cwd, `echo x > '${witness}'`);
  if (probe.kind !== "finished" || probe.exitCode === 0)
    throw new Error("the sandbox does not confine: nothing is tried");
  await run(plan, layout.cwd, script);
}

function run(plan: SandboxPlan, cwd: string, script: string) {
  const request = {
    argv: ["bash", "-c", script],
    cwd,
    env: PLAIN_ENV,
    plan,
    timeoutMs: 15_000,
    onDelta: () => undefined,
  };
  return runCommand(host, request, neverAborted());
}

/** A new folder with a repository's configuration somewhere in it. */
async function withTop(use: (top: string) => Promise<void>): Promise<void> {
  const folder = temporaryFolder();
  try {
    await use(folder.path);
  } finally {
    folder.remove();
  }
}

function writeConfig(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "config"), "as it was\n");
}

const readConfig = (folder: string) => readFileSync(path.join(folder, "config"), "utf8");

onLevel3("a .git link can neither be replaced nor followed to a writable place", () =>
  withTop(async (top) => {
    const work = path.join(top, "work");
    writeConfig(path.join(work, "store", "git"));
    symlinkSync("store/git", path.join(work, ".git"));
    await attack(
      { top, cwd: work },
      "rm -f .git; mv .git old; ln -sfn /tmp .git; mkdir .git; echo x > .git/config; echo x > store/git/config; mv store s; mkdir -p store/git; echo x > store/git/config",
    );
    expect(realpathSync(path.join(work, ".git"))).toBe(path.join(work, "store", "git"));
    expect(readConfig(path.join(work, ".git"))).toBe("as it was\n");
  }),
);

onLevel3("a .git file keeps pointing to what it pointed to, and that stays", () =>
  withTop(async (top) => {
    const work = path.join(top, "work");
    writeConfig(path.join(work, "a", "b", "real"));
    writeFileSync(path.join(work, ".git"), "gitdir: a/b/real\n");
    await attack(
      { top, cwd: work },
      "echo 'gitdir: evil' > .git; mv .git old; rm -f .git; mv a moved; mv a/b a/c; mkdir -p a/b/real; echo x > a/b/real/config",
    );
    expect(readFileSync(path.join(work, ".git"), "utf8")).toBe("gitdir: a/b/real\n");
    expect(readConfig(path.join(work, "a", "b", "real"))).toBe("as it was\n");
  }),
);

onLevel3("a repository in a root inside of another root cannot be moved away", () =>
  withTop(async (top) => {
    const outer = path.join(top, "outer");
    const work = path.join(outer, "x", "project");
    writeConfig(path.join(work, ".git"));
    await attack(
      { top, cwd: work, otherRoots: [outer] },
      `cd '${outer}'; mv x y; mv x/project x/p; mkdir -p x/project/.git; echo x > x/project/.git/config; rm -rf x`,
    );
    expect(readConfig(path.join(work, ".git"))).toBe("as it was\n");
  }),
);

onLevel3("a protected folder that is named as a root may be written", () =>
  withTop(async (top) => {
    const work = path.join(top, "work");
    writeConfig(path.join(work, ".git"));
    await attack({ top, cwd: work, otherRoots: [path.join(work, ".git")] }, "echo new > .git/config");
    expect(readConfig(path.join(work, ".git"))).toBe("new\n");
  }),
);
