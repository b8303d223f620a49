import { expect, test } from "@jest/globals";
import { isLinux, neverAborted, openTestHost } from "../../test/linux-host.ts";
import { openChannels } from "../../test/processes-left.ts";
import { openExecHost } from "../host.ts";

const options = {
  platform: process.platform,
  arch: process.arch,
  pid: process.pid,
  uid: process.getuid?.(),
  gid: process.getgid?.(),
  launcherFolders: ["/tmp"],
  userCacheFolder: "/cache",
  now: () => 0,
};

(isLinux ? test : test.skip)("on Linux the result names a level and says what it means", async () => {
  const host = await openTestHost();
  try {
    const { support } = host;
    if (support.kind === "none") expect(support.reason).toMatch(/cannot be confined/);
    else expect(support.reason).toMatch(support.kind === "linux" && support.level === 3 ? /full/ : /\.git/);
  } finally {
    await host.close();
  }
});

test("a processor without a launcher confines nothing, and says so", async () => {
  const host = await openExecHost({ ...options, platform: "linux", arch: "mips" }, neverAborted());
  expect(host.support).toEqual({ kind: "none", reason: expect.stringContaining("mips") });
  await host.close();
});

test("Windows confines nothing, macOS has its own sandbox", async () => {
  const windows = await openExecHost({ ...options, platform: "win32" }, neverAborted());
  expect(windows.support).toMatchObject({ kind: "none", reason: expect.stringContaining("win32") });
  const mac = await openExecHost({ ...options, platform: "darwin" }, neverAborted());
  expect(mac.support).toMatchObject({ kind: "seatbelt", userCacheFolder: "/cache" });
});

(isLinux ? test : test.skip)(
  "an abort ends the probing with its reason and leaves nothing open",
  async () => {
    const before = openChannels();
    const opening = openExecHost(options, AbortSignal.abort(new Error("not now")));
    await expect(opening).rejects.toThrow("not now");
    expect(openChannels()).toEqual(before);
  },
);
