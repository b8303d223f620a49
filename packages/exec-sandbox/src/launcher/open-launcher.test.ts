import { readdirSync, readlinkSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { isLinux, neverAborted, temporaryFolder } from "../../test/linux-host.ts";
import { type Launcher, openLauncher } from "./open-launcher.ts";
import { landlockVersion } from "./probe-sandbox.ts";

const onLinux = isLinux ? test : test.skip;
const check = async (launcher: Launcher) => (await landlockVersion(launcher, neverAborted())) !== undefined;
const me = { arch: process.arch, uid: process.getuid?.(), gid: process.getgid?.() };

onLinux("the launcher runs although nothing of it is left in its folder", async () => {
  const folder = temporaryFolder();
  try {
    const opening = await openLauncher({ ...me, launcherFolders: [folder.path] }, check);
    if (opening.kind !== "opened") throw new Error(opening.reason);
    expect(readdirSync(folder.path)).toEqual([]);
    expect(readlinkSync(opening.launcher.path)).toContain("(deleted)");
    opening.launcher.close();
  } finally {
    folder.remove();
  }
});

onLinux("a folder that does not work is passed over, and closing gives the file back", async () => {
  const folder = temporaryFolder();
  try {
    const opening = await openLauncher(
      { ...me, launcherFolders: ["/nonexistent", "/proc", folder.path] },
      check,
    );
    expect(opening.kind).toBe("opened");
    if (opening.kind === "opened") opening.launcher.close();
  } finally {
    folder.remove();
  }
});

onLinux("when no folder works the reason names each", async () => {
  const opening = await openLauncher({ ...me, launcherFolders: ["/nonexistent", "/proc"] }, check);
  expect(opening).toMatchObject({
    kind: "unavailable",
    reason: expect.stringMatching(/\/nonexistent: .*ENOENT.*\/proc: /),
  });
});

test("a processor without a launcher is told as such", async () => {
  const opening = await openLauncher({ ...me, arch: "riscv64", launcherFolders: [] }, check);
  expect(opening).toMatchObject({ kind: "unavailable", reason: expect.stringContaining("riscv64") });
});
