import type { SandboxPolicy } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { WORKSPACE_ONLY } from "../../test/linux-host.ts";
import { sandboxEnvironment } from "../env/sandbox-environment.ts";
import { ExecSandboxError } from "../errors.ts";
import { type SandboxRequest, selectSandbox } from "./select-sandbox.ts";

const request = (policy: SandboxPolicy, changes: Partial<SandboxRequest> = {}): SandboxRequest => ({
  policy,
  policyCwd: "/",
  tmpdir: undefined,
  platform: "linux",
  support: { kind: "linux", level: 3, landlockAbi: 7, reason: "" },
  approval: "keep-sandbox",
  network: undefined,
  ...changes,
});
const NO_SUPPORT = { kind: "none", reason: "this kernel is too old" } as const;

test.each([
  [{ type: "danger-full-access" }, "full-access", {}],
  [{ type: "external-sandbox", network_access: "enabled" }, "external-sandbox", {}],
  [
    { type: "external-sandbox", network_access: "restricted" },
    "external-sandbox",
    { CODEX_SANDBOX_NETWORK_DISABLED: "1" },
  ],
] as const)("%j runs without a sandbox, on any machine", (policy, reason, env) => {
  const plan = selectSandbox(request(policy, { support: NO_SUPPORT }));
  expect(plan).toMatchObject({ kind: "unconfined", reason });
  expect(sandboxEnvironment({}, plan)).toEqual(env);
});

test("an approved command runs without a sandbox and still hears that there is no network", () => {
  const plan = selectSandbox(request({ type: "read-only" }, { approval: "approved-without-sandbox" }));
  expect(plan).toMatchObject({ kind: "unconfined", reason: "approved" });
  expect(sandboxEnvironment({ A: "1" }, plan)).toEqual({ A: "1", CODEX_SANDBOX_NETWORK_DISABLED: "1" });
});

test("a confined policy on a machine that cannot confine is refused with a reason and a way out", () => {
  const select = () => selectSandbox(request({ type: "read-only" }, { support: NO_SUPPORT }));
  expect(select).toThrow(ExecSandboxError);
  expect(select).toThrow(/this kernel is too old.*Nothing was run.*danger-full-access/);
  expect(select).toThrow(expect.objectContaining({ code: "sandbox_unavailable" }));
});

test("Linux plans carry level, roots and network", () => {
  const policy = { ...WORKSPACE_ONLY, network_access: true, writable_roots: ["/usr"] };
  expect(selectSandbox(request(policy, { policyCwd: "/bin/.." }))).toMatchObject({
    kind: "linux",
    level: 3,
    landlockAbi: 7,
    allowsNetwork: true,
    announcesNoNetwork: false,
    writableRoots: [{ path: "/usr" }, { path: "/" }],
  });
});

const BUBBLEWRAP = {
  kind: "bubblewrap",
  programs: ["/tmp/bwrap", "/opt/none/bwrap"],
  landlockAbi: 3,
  reason: "",
} as const;

test("bubblewrap plans carry a program that commands cannot replace", () => {
  const policy = { ...WORKSPACE_ONLY, exclude_slash_tmp: false };
  expect(selectSandbox(request(policy, { support: BUBBLEWRAP, policyCwd: "/usr" }))).toMatchObject({
    kind: "bubblewrap",
    program: "/opt/none/bwrap",
    landlockAbi: 3,
    allowsNetwork: false,
    writableRoots: [{ path: "/usr" }, { path: "/tmp" }],
  });
});

test.each([
  [
    { ...WORKSPACE_ONLY, writable_roots: ["/nonexistent-root"] },
    "/usr",
    /root \/nonexistent-root does not exist/,
  ],
  [WORKSPACE_ONLY, "/", /could replace \/tmp\/bwrap, \/opt\/none\/bwrap/],
])("bubblewrap is refused, not replaced by less: %j in %s", (policy, policyCwd, reason) => {
  const select = () => selectSandbox(request(policy, { support: BUBBLEWRAP, policyCwd }));
  expect(select).toThrow(reason);
  expect(select).toThrow(expect.objectContaining({ code: "sandbox_unavailable" }));
});

test("macOS plans carry a profile with its parameters and announce themselves", () => {
  const support = { kind: "seatbelt", userCacheFolder: "/nonexistent-cache", reason: "" } as const;
  const plan = selectSandbox(
    request({ ...WORKSPACE_ONLY, network_access: true }, { platform: "darwin", support, policyCwd: "/usr" }),
  );
  expect(plan).toMatchObject({
    kind: "seatbelt",
    parameters: [
      ["WRITABLE_ROOT_0", "/usr"],
      ["DARWIN_USER_CACHE_DIR", "/nonexistent-cache"],
    ],
  });
  expect(sandboxEnvironment({}, plan)).toEqual({ CODEX_SANDBOX: "seatbelt" });
});

test("a managed network confines every policy, on every disk that it may write", () => {
  const network = { ports: [4001, 4002], allowsLocal: true };
  for (const policy of [
    { type: "danger-full-access" },
    { type: "external-sandbox", network_access: "enabled" },
  ] as const) {
    expect(selectSandbox(request(policy, { network }))).toMatchObject({
      kind: "linux",
      allowsNetwork: false,
      writableRoots: [{ path: "/", readOnlyPaths: [] }],
    });
    expect(() => selectSandbox(request(policy, { network, support: NO_SUPPORT }))).toThrow("Nothing was run");
  }
  const open = { ...WORKSPACE_ONLY, network_access: true };
  expect(selectSandbox(request(open, { network }))).toMatchObject({ allowsNetwork: false });
  const approved = request(open, { network, approval: "approved-without-sandbox" });
  expect(selectSandbox(approved)).toMatchObject({ kind: "unconfined", reason: "approved" });
});

test("under bubblewrap a managed network is none, and what may write everywhere is refused", () => {
  const network = { ports: [4001], allowsLocal: true, namespace: { networkFile: "/x", userFile: undefined } };
  const open = { ...WORKSPACE_ONLY, network_access: true };
  const plan = selectSandbox(request(open, { support: BUBBLEWRAP, policyCwd: "/usr", network }));
  expect(plan).toMatchObject({ kind: "bubblewrap", allowsNetwork: false });
  expect(plan).not.toHaveProperty("inside");
  const full = request({ type: "danger-full-access" }, { support: BUBBLEWRAP, policyCwd: "/usr", network });
  expect(() => selectSandbox(full)).toThrow(/managed network.*replace bubblewrap.*Nothing was run/);
});

test("a network of its own is entered at level 3 only", () => {
  const namespace = { networkFile: "/proc/1/fd/9", userFile: undefined };
  const network = { ports: [4001], allowsLocal: false, namespace };
  const inside = (level: 2 | 3, ports: readonly number[]) => {
    const support = { kind: "linux", level, landlockAbi: 7, reason: "" } as const;
    const plan = selectSandbox(request({ type: "read-only" }, { support, network: { ...network, ports } }));
    return plan.kind === "linux" ? plan.inside : "no plan for Linux";
  };
  expect(inside(3, [4001])).toEqual({ namespace, allowsLocal: false });
  expect(inside(2, [4001])).toBeUndefined();
  expect(inside(3, [])).toBeUndefined();
});

test("on macOS a managed network is the ports of its proxy, or nothing", () => {
  const support = { kind: "seatbelt", userCacheFolder: "/nonexistent-cache", reason: "" } as const;
  const profile = (ports: readonly number[]) => {
    const network = { ports, allowsLocal: false };
    const policy = { ...WORKSPACE_ONLY, network_access: true };
    const plan = selectSandbox(request(policy, { platform: "darwin", support, policyCwd: "/usr", network }));
    return plan.kind === "seatbelt" ? plan.profile.match(/\(allow network-.*/g) : undefined;
  };
  expect(profile([4001])).toEqual(['(allow network-outbound (remote ip "localhost:4001"))']);
  expect(profile([])).toBeNull();
});
