import { expect, test } from "@jest/globals";
import { seatbeltArgv, seatbeltParameters, seatbeltProfile } from "./seatbelt-profile.ts";
import type { WritableRoot } from "./writable-roots.ts";

const root = (path: string, ...readOnlyPaths: string[]): WritableRoot => ({
  path,
  isFolder: true,
  aliases: [path],
  readOnlyPaths,
});

/** Reads a profile as nested lists; fails on unbalanced parentheses. */
function parse(profile: string): unknown[] {
  const tokens = profile.match(/#?"[^"]*"|[()]|[^\s()]+/g) ?? [];
  const stack: unknown[][] = [[]];
  for (const token of tokens) {
    if (token === "(") stack.push([]);
    else if (token === ")") {
      const done = stack.pop();
      stack.at(-1)?.push(done);
    } else stack.at(-1)?.push(token);
  }
  expect(stack).toHaveLength(1);
  return stack[0] ?? [];
}

test("denies by default and reads everything", () => {
  const rules = parse(seatbeltProfile([], "closed"));
  expect(rules.slice(0, 2)).toEqual([
    ["version", "1"],
    ["deny", "default"],
  ]);
  expect(rules).toContainEqual(["allow", "file-read*"]);
  expect(rules.filter((rule) => Array.isArray(rule) && rule[1] === "file-write*")).toEqual([]);
  expect(rules.flat()).not.toContain("network-outbound");
});

test("writes below the roots but not below what is protected in any of them", () => {
  const roots = [root("/w"), root("/w/p", "/w/p/.git", "/w/p/.codex")];
  const inner = [0, 1].map((index) => [
    "require-not",
    ["subpath", ["param", `"WRITABLE_ROOT_1_RO_${index}"`]],
  ]);
  expect(parse(seatbeltProfile(roots, "closed"))).toContainEqual([
    "allow",
    "file-write*",
    ["require-all", ["subpath", ["param", '"WRITABLE_ROOT_0"']], ...inner],
    ["require-all", ["subpath", ["param", '"WRITABLE_ROOT_1"']], ...inner],
  ]);
});

test("a root with nothing protected is one clause", () => {
  expect(parse(seatbeltProfile([root("/w")], "closed"))).toContainEqual([
    "allow",
    "file-write*",
    ["subpath", ["param", '"WRITABLE_ROOT_0"']],
  ]);
});

test("network adds its rules and the cache folder", () => {
  const rules = parse(seatbeltProfile([], "open"));
  expect(rules).toContainEqual(["allow", "network-outbound"]);
  expect(rules).toContainEqual(["allow", "network-inbound"]);
  expect(rules).toContainEqual(["allow", "file-write*", ["subpath", ["param", '"DARWIN_USER_CACHE_DIR"']]]);
});

test("a managed network opens the ports of its proxy, and this machine where that is allowed", () => {
  const outbound = (place: string) => ["allow", "network-outbound", ["remote", "ip", `"${place}"`]];
  const strict = parse(seatbeltProfile([], { ports: [4002, 4001, 4002], allowsLocal: false }));
  const isNetwork = (rule: unknown) => Array.isArray(rule) && `${rule[1]}`.startsWith("network-");
  expect(strict.filter(isNetwork)).toEqual([outbound("localhost:4001"), outbound("localhost:4002")]);
  expect(strict).toContainEqual(["allow", "file-write*", ["subpath", ["param", '"DARWIN_USER_CACHE_DIR"']]]);
  const local = parse(seatbeltProfile([], { ports: [4001], allowsLocal: true })).filter(isNetwork);
  expect(local).toEqual([
    ["allow", "network-bind", ["local", "ip", '"localhost:*"']],
    ["allow", "network-inbound", ["local", "ip", '"localhost:*"']],
    outbound("localhost:*"),
    outbound("localhost:4001"),
  ]);
});

test("the command line defines every parameter before the command", () => {
  const roots = [root("/w", "/w/.git")];
  const plan = { profile: "(version 1)", parameters: seatbeltParameters(roots, "/cache") };
  expect(seatbeltArgv(plan, ["ls", "-l"])).toEqual([
    "/usr/bin/sandbox-exec",
    "-p",
    "(version 1)",
    "-DWRITABLE_ROOT_0=/w",
    "-DWRITABLE_ROOT_0_RO_0=/w/.git",
    "-DDARWIN_USER_CACHE_DIR=/cache",
    "--",
    "ls",
    "-l",
  ]);
});
