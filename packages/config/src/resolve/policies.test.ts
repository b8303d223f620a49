import { expect, test } from "@jest/globals";
import { createTempProject } from "../../test/temp-project.ts";

test("trust decides about both policies where nothing is set", async () => {
  await using project = await createTempProject();
  const byTrust = async (level: string) => {
    await project.write("home/config.toml", `[projects.'${project.cwd}']\ntrust_level = '${level}'\n`);
    return (await project.config()).policies;
  };
  expect((await project.config()).policies).toEqual({
    approvalPolicy: "on-request",
    sandboxMode: "read-only",
    sandboxPolicy: { type: "read-only" },
    isExplicit: false,
    isDowngradedOnWindows: false,
  });
  expect(await byTrust("trusted")).toMatchObject({
    approvalPolicy: "on-request",
    sandboxMode: "workspace-write",
  });
  expect(await byTrust("untrusted")).toMatchObject({
    approvalPolicy: "untrusted",
    sandboxMode: "workspace-write",
  });
});

test("workspace-write takes its roots from the table and from --add-dir", async () => {
  await using project = await createTempProject({
    "home/config.toml":
      "[sandbox_workspace_write]\nwritable_roots = ['/a', '/b']\nnetwork_access = true\nexclude_slash_tmp = true\n",
  });
  const additionalWritableRoots = ["/b", "sub"];
  const config = await project.config({
    overrides: { sandboxMode: "workspace-write", additionalWritableRoots },
  });
  expect(config.policies).toEqual({
    approvalPolicy: "on-request",
    sandboxMode: "workspace-write",
    sandboxPolicy: {
      type: "workspace-write",
      writable_roots: ["/a", "/b", `${project.cwd}/sub`],
      network_access: true,
      exclude_tmpdir_env_var: false,
      exclude_slash_tmp: true,
    },
    isExplicit: true,
    isDowngradedOnWindows: false,
  });
  const readOnly = await project.config({ overrides: { sandboxMode: "read-only", additionalWritableRoots } });
  expect(readOnly.policies.sandboxPolicy).toEqual({ type: "read-only" });
});

test("no roots leave the key out", async () => {
  await using project = await createTempProject();
  const config = await project.config({ flags: ["sandbox_mode=workspace-write"] });
  expect(config.policies.sandboxPolicy).toEqual({
    type: "workspace-write",
    network_access: false,
    exclude_tmpdir_env_var: false,
    exclude_slash_tmp: false,
  });
  const full = await project.config({ flags: ["sandbox_mode=danger-full-access"] });
  expect(full.policies.sandboxPolicy).toEqual({ type: "danger-full-access" });
});

test("a front end that cannot ask beats files but not -c", async () => {
  await using project = await createTempProject({ "home/config.toml": "approval_policy = 'untrusted'\n" });
  const overrides = { approvalPolicyBelowFlags: "never" as const };
  expect((await project.config({ overrides })).policies.approvalPolicy).toBe("never");
  const flags = ["approval_policy=on-request"];
  expect((await project.config({ overrides, flags })).policies.approvalPolicy).toBe("on-request");
});

test("Windows falls back to read-only without a sandbox of its own", async () => {
  await using project = await createTempProject();
  const flags = ["sandbox_mode=workspace-write"];
  const plain = await project.config({ platform: "win32", flags });
  expect(plain.policies).toMatchObject({ sandboxMode: "read-only", isDowngradedOnWindows: true });
  const feature = "features.elevated_windows_sandbox=true";
  const sandboxed = await project.config({ platform: "win32", flags: [...flags, feature] });
  expect(sandboxed.policies).toMatchObject({ sandboxMode: "workspace-write", isDowngradedOnWindows: false });
});

test("folders that do not become writable are told", async () => {
  await using project = await createTempProject({ "work/there/x": "" });
  const told = async (sandboxMode: "read-only" | "workspace-write" | "danger-full-access") =>
    (
      await project.config({
        overrides: { sandboxMode, additionalWritableRoots: ["there", "/nope"] },
        flags: ['sandbox_workspace_write.writable_roots=["/gone"]'],
      })
    ).warnings.map(({ message }) => message);
  expect(await told("workspace-write")).toEqual([
    "--add-dir /nope: there is no such folder, so it does not become writable. Create it first.",
    '-c sandbox_workspace_write.writable_roots=["/gone"]: there is no folder /gone, so it does not become writable. Create it first.',
  ]);
  expect(await told("read-only")).toEqual([
    "--add-dir there has no effect in the sandbox `read-only`; add -s workspace-write.",
    "--add-dir /nope has no effect in the sandbox `read-only`; add -s workspace-write.",
  ]);
  expect(await told("danger-full-access")).toEqual([]);
});
