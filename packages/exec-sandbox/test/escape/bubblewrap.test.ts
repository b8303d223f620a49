/** The same attempts where bubblewrap confines, and what is special about it. */
import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { type ExecHost, runCommand, type SandboxPlan } from "../../src/index.ts";
import {
  BUBBLEWRAP,
  hasBubblewrap,
  neverAborted,
  openTestHost,
  PLAIN_ENV,
  planFor,
  temporaryFolder,
  WORKSPACE_ONLY,
} from "../linux-host.ts";
import { ATTEMPTS, missingFor } from "./attempts.ts";
import { testAttempt } from "./test-attempt.ts";

const withBubblewrap = hasBubblewrap ? test : test.skip;
const NAME = "Debian package bubblewrap";
const opened = hasBubblewrap ? await openTestHost(BUBBLEWRAP) : undefined;
afterAll(() => opened?.close());

for (const attempt of ATTEMPTS) {
  const missing = hasBubblewrap ? missingFor(attempt, 3, opened?.support) : NAME;
  testAttempt(`bubblewrap stops: ${attempt.name}`, attempt, { host: opened, level: 3, missing });
}

/** For tests that are skipped without bubblewrap. */
const host = opened as ExecHost;

function run(plan: SandboxPlan, cwd: string, argv: readonly string[]) {
  const request = { argv, cwd, env: PLAIN_ENV, plan, timeoutMs: 15_000, onDelta: () => undefined };
  return runCommand(host, request, neverAborted());
}

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = temporaryFolder();
  try {
    await use(folder.path);
  } finally {
    folder.remove();
  }
}

withBubblewrap(`a command runs where it should, with its own status and outputs (${NAME})`, () =>
  withFolder(async (folder) => {
    const script = 'echo "$PWD" > here; cat here; echo err >&2; ls /proc/self/fd | wc -l; exit 7';
    const outcome = await run(planFor(host, folder), folder, ["bash", "-c", script]);
    // Three descriptors, and the one by which ls reads the list.
    expect(outcome).toMatchObject({ exitCode: 7, stdout: `${folder}\n4\n`, stderr: "err\n" });
    expect(existsSync(path.join(folder, "here"))).toBe(true);
  }),
);

withBubblewrap(`processes outside are not even seen (${NAME})`, () =>
  withFolder(async (folder) => {
    const outcome = await run(planFor(host, folder), folder, ["sh", "-c", "ls -d /proc/[0-9]* | wc -l"]);
    if (outcome.kind !== "finished") throw new Error(outcome.failure.message);
    expect(Number(outcome.stdout)).toBeLessThan(10);
  }),
);

withBubblewrap.each([
  ["no-such-program", "program_not_found"],
  ["/dev/null", "program_not_executable"],
])(`%s is told from inside: %s (${NAME})`, (program, reason) =>
  withFolder(async (folder) => {
    expect(await run(planFor(host, folder), folder, [program])).toMatchObject({ failure: { reason } });
  }),
);

withBubblewrap(`a root that is gone when the command starts means that nothing runs (${NAME})`, () =>
  withFolder(async (folder) => {
    const root = path.join(folder, "root");
    mkdirSync(root);
    const plan = planFor(host, folder, { ...WORKSPACE_ONLY, writable_roots: [root] });
    rmSync(root, { recursive: true });
    const outcome = await run(plan, folder, ["sh", "-c", "echo x > ran"]);
    expect(outcome).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/^bwrap: /) });
    expect(existsSync(path.join(folder, "ran"))).toBe(false);
  }),
);

withBubblewrap(`a protected link is refused, for bubblewrap would follow it (${NAME})`, () =>
  withFolder(async (folder) => {
    mkdirSync(path.join(folder, "store"));
    symlinkSync("store", path.join(folder, ".git"));
    const running = run(planFor(host, folder), folder, ["sh", "-c", "echo x > ran"]);
    await expect(running).rejects.toMatchObject({ code: "sandbox_unavailable" });
    expect(existsSync(path.join(folder, "ran"))).toBe(false);
  }),
);
