/** What the unified-exec tools add to a command's environment. */

/** Makes programs write plain, unpaged, reproducible text; beats values of the user. */
const UNIFIED_EXEC_VARIABLES = {
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
} as const;

/** The environment of a unified-exec process, from the one of a shell command. */
export function unifiedExecEnvironment(env: Readonly<Record<string, string>>): Record<string, string> {
  return { ...env, ...UNIFIED_EXEC_VARIABLES };
}
