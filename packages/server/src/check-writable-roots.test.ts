import { expect, test } from "@jest/globals";
import { checkWritableRoots } from "./check-writable-roots.ts";

const policyOf = (...roots: string[]) => ({
  type: "workspace-write" as const,
  writable_roots: roots,
  network_access: false,
  exclude_tmpdir_env_var: false,
  exclude_slash_tmp: false,
});

test("relative folders are refused, and the first one is named", () => {
  expect(() => checkWritableRoots(policyOf("/a", "b", "c"))).toThrow(/"b"/);
  expect(() => checkWritableRoots(policyOf(""))).toThrow(/""/);
});

test("absolute folders are fine, and so is a policy without any", () => {
  for (const policy of [policyOf("/a", "/b"), policyOf(), { type: "read-only" as const }, undefined]) {
    expect(() => checkWritableRoots(policy)).not.toThrow();
  }
});
