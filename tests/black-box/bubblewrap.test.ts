/** Confinement by bubblewrap: the feature, the helper's flag, and machines that lack the program. */
import { execFileSync } from "node:child_process";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { callTool, type ProgramResult, reply, runProgram, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { CODEX, openStage, type Stage } from "./stage.ts";

const onLinux = process.platform === "linux" ? test : test.skip;
const BWRAP = bubblewrapOfThisMachine();
const withBubblewrap = BWRAP === undefined ? test.skip : test;
const NAME = "Debian package bubblewrap";
const FEATURE = ["-c", "features.use_linux_sandbox_bwrap=true"];
const ROOTS_ONLY = [
  "-c",
  "sandbox_workspace_write.exclude_slash_tmp=true",
  "-c",
  "sandbox_workspace_write.exclude_tmpdir_env_var=true",
];
const POLICY = JSON.stringify({
  type: "workspace-write",
  exclude_tmpdir_env_var: true,
  exclude_slash_tmp: true,
});

function bubblewrapOfThisMachine(): string | undefined {
  try {
    return execFileSync("sh", ["-c", "command -v bwrap"], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

async function exists(stage: Stage, file: string): Promise<boolean> {
  return stage.repo.read(file).then(
    () => true,
    () => false,
  );
}

/** A search path with nothing but what the program's own start needs, and `bwrap` if a script for it is given. */
async function searchPath(stage: Stage, script?: string): Promise<string> {
  const folder = path.join(stage.home.home, "bin");
  await mkdir(folder);
  const find = (name: string) =>
    execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
  for (const name of ["sh", "readlink"]) await symlink(find(name), path.join(folder, name));
  if (script === undefined) return folder;
  await writeFile(path.join(folder, "bwrap"), `#!/bin/sh\n${script}\n`);
  await chmod(path.join(folder, "bwrap"), 0o755);
  return folder;
}

async function helper(stage: Stage, searched: string | undefined, ...rest: string[]): Promise<ProgramResult> {
  const link = path.join(stage.home.home, "codex-linux-sandbox");
  await symlink(CODEX, link);
  const flags = ["--sandbox-policy-cwd", stage.repo.path, "--sandbox-policy", POLICY, "--use-bwrap-sandbox"];
  return runProgram([link, ...flags, ...rest], {
    cwd: stage.repo.path,
    env: searched === undefined ? stage.home.env : { ...stage.home.env, PATH: searched },
    stdin: "ignore",
    signal: AbortSignal.timeout(15_000),
  });
}

withBubblewrap(
  `codex sandbox with the feature: the folder is open, .git and the rest are not (${NAME})`,
  async () => {
    await using stage = await openStage({ replies: [] });
    const script = "echo x > new.txt; echo x > .git/hooks/new; echo x > ../beside; cat /proc/1/comm; exit 5";
    const flags = ["--full-auto", ...FEATURE, ...ROOTS_ONLY];
    const result = await stage.codex("sandbox", "linux", ...flags, "--", "sh", "-c", script);
    expect(result).toMatchObject({ code: 5, stdout: "bwrap\n" });
    expect(result.stderr).toMatch(/Read-only file system/);
    expect(await exists(stage, "new.txt")).toBe(true);
    expect(await exists(stage, ".git/hooks/new")).toBe(false);
    expect(await exists(stage, "../beside")).toBe(false);
    await stage.settle();
  },
);

withBubblewrap.each([
  ["pipes", false],
  ["a terminal", true],
])(`the agent's commands go through it too, on %s (${NAME})`, async (_, tty) => {
  const cmd = "echo x > ../beside; cat /proc/1/comm; echo x > new.txt";
  await using stage = await openStage({
    home: { config: "[features]\nuse_linux_sandbox_bwrap = true" },
    replies: [reply(callTool("exec_command", { cmd, login: false, tty }, "call-1")), reply(say("done"))],
  });
  const result = await stage.codex("exec", "--full-auto", ...ROOTS_ONLY, "hello");
  expect(result.code).toBe(0);
  const output = stage.model.request(1).toolOutput("call-1");
  expect(output).toContain("bwrap");
  expect(output).toContain("Read-only file system");
  expect(await exists(stage, "new.txt")).toBe(true);
  expect(await exists(stage, "../beside")).toBe(false);
  await stage.settle();
});

withBubblewrap(
  `where no new /proc can be mounted it goes on without one, and says so (${NAME})`,
  async () => {
    await using stage = await openStage({ replies: [] });
    // Says what the real one says in such a container.
    const refusing = `case " $* " in *" --proc "*) echo "bwrap: Can't mount proc on /newroot/proc: Invalid argument" >&2; exit 1;; esac; exec ${BWRAP} "$@"`;
    const searched = await searchPath(stage, refusing);
    const result = await helper(
      stage,
      searched,
      "--",
      "/bin/sh",
      "-c",
      "echo x > inside; echo x > ../beside; echo ran",
    );
    expect(result.stdout).toBe("ran\n");
    expect(result.stderr).toMatch(/^codex-linux-sandbox: .*--no-proc\n/);
    expect(await exists(stage, "inside")).toBe(true);
    expect(await exists(stage, "../beside")).toBe(false);
    await stage.settle();
  },
);

withBubblewrap(`--no-proc is obeyed without a word (${NAME})`, async () => {
  await using stage = await openStage({ replies: [] });
  const result = await helper(
    stage,
    undefined,
    "--no-proc",
    "--",
    "sh",
    "-c",
    `test -e /proc/${process.pid}`,
  );
  expect(result).toMatchObject({ code: 0, stdout: "", stderr: "" });
  await stage.settle();
});

onLinux("without the program nothing runs, and the package is named", async () => {
  await using stage = await openStage({ replies: [] });
  const result = await helper(stage, await searchPath(stage), "--", "/bin/sh", "-c", "echo x > ran");
  expect(result).toMatchObject({ code: 1, stdout: "" });
  expect(result.stderr).toMatch(/package bubblewrap .*apt install bubblewrap.*dnf install bubblewrap/);
  expect(await exists(stage, "ran")).toBe(false);
  await stage.settle();
});

onLinux(
  "a program that cannot confine means that nothing runs: there is no other way to fall back on",
  async () => {
    await using stage = await openStage({ replies: [] });
    const searched = await searchPath(stage, "echo 'bwrap: No permissions' >&2; exit 1");
    const result = await helper(stage, searched, "--", "/bin/sh", "-c", "echo x > ran");
    expect(result).toMatchObject({ code: 1, stdout: "" });
    expect(result.stderr).toContain("bwrap: No permissions");
    expect(await exists(stage, "ran")).toBe(false);
    await stage.settle();
  },
);

onLinux("a program of that name in the folder of the work is never run", async () => {
  await using stage = await openStage({ replies: [] });
  const trap = path.join(stage.repo.path, "bwrap");
  await writeFile(trap, "#!/bin/sh\necho x > trapped\n");
  await chmod(trap, 0o755);
  const searched = `${stage.repo.path}:${await searchPath(stage)}`;
  const result = await helper(stage, searched, "--", "/bin/sh", "-c", "echo x > ran");
  expect(result).toMatchObject({ code: 1, stdout: "" });
  expect(await exists(stage, "trapped")).toBe(false);
  expect(await exists(stage, "ran")).toBe(false);
  await stage.settle();
});
