import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { isLinux, neverAborted, openTestHost, planFor, temporaryFolder } from "../../test/linux-host.ts";
import type { ExecHost } from "../host.ts";
import { captureSnapshot, type SnapshotRequest } from "./snapshot.ts";
import { applySnapshot, type ShellSnapshot } from "./snapshot-command.ts";

const onLinux = isLinux ? test : test.skip;
let host: ExecHost;
let folder: ReturnType<typeof temporaryFolder>;
beforeAll(async () => {
  host = await openTestHost();
});
afterAll(() => host.close());
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

type Kind = SnapshotRequest["shell"]["kind"];

/** Writes start-up files and captures what they do. */
function capture(kind: Kind, files: Readonly<Record<string, string>>, env: Record<string, string> = {}) {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder.path, name), text);
  const request: SnapshotRequest = {
    shell: { kind, path: `/bin/${kind}` },
    cwd: folder.path,
    env: { PATH: process.env["PATH"] ?? "/usr/bin:/bin", HOME: folder.path, KEPT: "1", GONE: "1", ...env },
    plan: planFor(host, folder.path, { type: "danger-full-access" }),
    file: path.join(folder.path, "shell_snapshots", "thread.sh"),
  };
  return captureSnapshot(host, request, neverAborted()).then((snapshot) => ({ request, snapshot }));
}

/** What a login script prints with the snapshot; its shell reads no start-up files. */
function runWith(snapshot: ShellSnapshot, request: SnapshotRequest, script: string): string {
  const { cwd, env, shell } = request;
  const command = applySnapshot(snapshot, { argv: [shell.path, "-lc", script], cwd, env });
  expect(command.argv[1]).toBe("-c");
  const [file = "", ...args] = command.argv;
  const { stdout, stderr } = spawnSync(file, args, { cwd, env: command.env, encoding: "utf8" });
  return stdout + stderr;
}

const PROFILE = [
  "export ADDED='two words' QUOTED=\"it's\" LINES2=$'a\\nb' UNICODE=grüße",
  "export PATH=$HOME/bin:$PATH",
  "unset GONE",
  "echo noise; echo noise >&2",
  "private=1",
].join("\n");
const SHOW = `printf "%s|" "$ADDED" "$QUOTED" "$LINES2" "$UNICODE" "$KEPT" "$GONE" "$private" "\${PATH%%:*}"`;

onLinux.each(["bash", "sh"] as const)("%s: variables of the start-up files reach commands", async (kind) => {
  const { request, snapshot } = await capture(kind, { ".profile": PROFILE.replace("$'a\\nb'", "'a\nb'") });
  if (!snapshot) throw new Error("not captured");
  expect(snapshot).toMatchObject({ isSourced: false, unset: ["GONE"] });
  expect(Object.keys(snapshot.set).sort()).toEqual(["ADDED", "LINES2", "PATH", "QUOTED", "UNICODE"]);
  const shown = runWith(snapshot, request, SHOW);
  expect(shown).toBe(`two words|it's|a\nb|grüße|1|||${folder.path}/bin|`);
});

onLinux("the file sets the same, and nobody else may read it", async () => {
  const { request } = await capture("bash", { ".profile": PROFILE });
  const script = `. '${request.file}'; ${SHOW}`;
  const { stdout } = spawnSync("/bin/bash", ["-c", script], { env: request.env, encoding: "utf8" });
  expect(stdout).toBe(`two words|it's|a\nb|grüße|1|||${folder.path}/bin|`);
  expect(readFileSync(request.file, "utf8")).toMatch(/^# Snapshot file\n/);
  expect(statSync(request.file).mode & 0o777).toBe(0o600);
});

onLinux("functions, options and the umask of a login shell come with it", async () => {
  const profile = "greet() { echo \"hello '$1'\"; }\nset -o noclobber\numask 027\n";
  const { request, snapshot } = await capture("bash", { ".bash_profile": profile });
  if (!snapshot) throw new Error("not captured");
  expect(snapshot).toMatchObject({ isSourced: true, set: {} });
  const script = 'greet "you"; umask; echo x > new; echo y > new; echo $0';
  expect(runWith(snapshot, request, script)).toMatch(
    /^hello 'you'\n0027\n\/bin\/bash\n.*new: cannot overwrite existing file\n$/,
  );
});

onLinux("of the file for prompts only the variables count", async () => {
  const rc = "export FROM_RC=1\nrm() { echo never; }\nshopt -s expand_aliases\nalias ls=never\n";
  const { snapshot } = await capture("bash", { ".bashrc": rc });
  expect(snapshot).toMatchObject({ isSourced: false, set: { FROM_RC: "1" } });
});

onLinux.each([
  ["a profile that ends the shell", { ".profile": "exit 3" }],
  ["a file for prompts that ends the shell", { ".bashrc": "exit 0" }],
  ["a profile that forgets PATH", { ".profile": "PATH=/nowhere" }],
])("%s gives no snapshot and leaves no file", async (_name, files) => {
  const { request, snapshot } = await capture("bash", files);
  expect(snapshot).toBeUndefined();
  expect(existsSync(request.file)).toBe(false);
});

onLinux("functions that cannot be sourced give no snapshot", async () => {
  const profile = "shopt -s extglob\nf() { case $1 in !(a)) ;; esac; }\nshopt -u extglob";
  const { request, snapshot } = await capture("bash", { ".profile": profile });
  expect(snapshot).toBeUndefined();
  expect(readdirSync(path.dirname(request.file))).toEqual([]);
});

onLinux("an interrupt ends the shells and leaves no file", async () => {
  const stop = new AbortController();
  writeFileSync(path.join(folder.path, ".profile"), "exec sleep 600");
  const request: SnapshotRequest = {
    shell: { kind: "bash", path: "/bin/bash" },
    cwd: folder.path,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder.path },
    plan: planFor(host, folder.path, { type: "danger-full-access" }),
    file: path.join(folder.path, "thread.sh"),
  };
  const capturing = captureSnapshot(host, request, stop.signal);
  stop.abort(new Error("over"));
  await expect(capturing).rejects.toThrow("over");
  expect(existsSync(request.file)).toBe(false);
});

onLinux("only scripts for the same shell in the same folder use it", async () => {
  const { request, snapshot } = await capture("bash", { ".profile": "export ADDED=1" });
  if (!snapshot) throw new Error("not captured");
  const { cwd, env } = request;
  const uses = (argv: readonly string[], where = cwd) =>
    applySnapshot(snapshot, { argv, cwd: where, env }).argv[1] === "-c" &&
    applySnapshot(snapshot, { argv, cwd: where, env }).env["ADDED"] === "1";
  expect(uses(["/bin/bash", "-lc", "x"])).toBe(true);
  expect(uses(["bash", "-lc", "x", "name", "argument"])).toBe(true);
  expect(uses(["/bin/bash", "-lc", "x"], `${cwd}/./`)).toBe(true);
  expect(uses(["/bin/bash", "-c", "x"])).toBe(false);
  expect(uses(["/opt/bash", "-lc", "x"])).toBe(false);
  expect(uses(["zsh", "-lc", "x"])).toBe(false);
  expect(uses(["/bin/bash", "-lc"])).toBe(false);
  expect(uses(["/bin/bash", "-lc", "x"], path.join(cwd, "sub"))).toBe(false);
});

onLinux("a file that was touched is not sourced", async () => {
  const { request, snapshot } = await capture("bash", { ".profile": "greet() { echo hi; }" });
  if (!snapshot) throw new Error("not captured");
  const { cwd, env } = request;
  const command = { argv: ["/bin/bash", "-lc", "greet"], cwd, env };
  expect(applySnapshot(snapshot, command).argv[1]).toBe("-c");
  writeFileSync(request.file, "greet() { echo changed; }");
  expect(applySnapshot(snapshot, command)).toBe(command);
});
