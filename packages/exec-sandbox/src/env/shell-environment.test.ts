import { expect, test } from "@jest/globals";
import { type ShellEnvironmentInput, shellEnvironment } from "./shell-environment.ts";
import { unifiedExecEnvironment } from "./unified-exec-environment.ts";

const INHERITED = {
  PATH: "/bin",
  HOME: "/home/u",
  API_KEY: "k",
  my_token: "t",
  EDITOR: "vi",
  GONE: undefined,
};
/** What holds where the settings are silent. */
const DEFAULTS = {
  inherit: "all",
  ignoreDefaultExcludes: true,
  exclude: [],
  set: {},
  includeOnly: [],
} as const;
const build = (
  policy: Partial<ShellEnvironmentInput["policy"]>,
  rest: Partial<Omit<ShellEnvironmentInput, "policy">> = {},
) =>
  shellEnvironment({
    policy: { ...DEFAULTS, ...policy },
    inherited: INHERITED,
    platform: "linux",
    threadId: undefined,
    ...rest,
  });

test("everything is inherited unless the settings say otherwise", () => {
  expect(build({})).toEqual({ PATH: "/bin", HOME: "/home/u", API_KEY: "k", my_token: "t", EDITOR: "vi" });
});

test("core keeps the few names that programs need, none keeps nothing", () => {
  expect(build({ inherit: "core" })).toEqual({ PATH: "/bin", HOME: "/home/u" });
  expect(build({ inherit: "none" })).toEqual({});
});

test("the case of core names matters everywhere but on Windows", () => {
  const inherited = { Path: "/bin" };
  expect(build({ inherit: "core" }, { inherited })).toEqual({});
  expect(build({ inherit: "core" }, { inherited, platform: "win32" })).toEqual({ Path: "/bin" });
});

test("the filter for secrets is off by default and ignores case", () => {
  expect(build({ ignoreDefaultExcludes: false })).toEqual({ PATH: "/bin", HOME: "/home/u", EDITOR: "vi" });
});

test("the steps: exclude, then set, then include_only, then the thread's id", () => {
  const env = build(
    { exclude: ["EDITOR", "API_*"], set: { EDITOR: "ed", EXTRA: "1" }, includeOnly: ["e*", "p?th"] },
    { threadId: "t-1" },
  );
  expect(env).toEqual({ EDITOR: "ed", EXTRA: "1", PATH: "/bin", CODEX_THREAD_ID: "t-1" });
});

test("unified exec beats the user's values", () => {
  const env = unifiedExecEnvironment({ PAGER: "less", A: "1", COLORTERM: "truecolor" });
  expect(env).toEqual({
    A: "1",
    NO_COLOR: "1",
    TERM: "dumb",
    LANG: "C.UTF-8",
    LC_CTYPE: "C.UTF-8",
    LC_ALL: "C.UTF-8",
    COLORTERM: "",
    PAGER: "cat",
    GIT_PAGER: "cat",
    GH_PAGER: "cat",
    CODEX_CI: "1",
  });
});
