/** The older shell tools, and calls that no tool answers. */
import { answer, calls, closing, freeform, item, patchText, running } from "./model-events.ts";
import { type Scenario, scenario, toolScenario, unordered, workspaceWrite } from "./scenario.ts";

/** The scenarios, by what they are about. */
export const scenarios: readonly Scenario[] = [
  toolScenario(
    "shell-gpt5-off",
    [
      answer(calls("shell", { command: ["echo", "hi"] }, "c1")),
      answer(calls("shell", { command: ["bash", "-c", "printf x; exit 5"], timeout_ms: 1000 }, "c2")),
    ],
    { model: "gpt-5", args: ["--disable", "unified_exec", "go"] },
  ),
  toolScenario(
    "shell-codex-model",
    [
      answer(
        calls("shell", { command: ["echo", "hi"] }, "c1"),
        calls("container.exec", { command: ["echo", "there"] }, "c2"),
        calls("shell_command", { command: "echo three; exit 3", login: false }, "c3"),
        calls("shell_command", { command: "sleep 5", timeout_ms: 300, login: false }, "c4"),
        calls("shell_command", { command: "echo l" }, "c5"),
      ),
    ],
    unordered,
  ),
  toolScenario(
    "local-shell",
    [
      answer(
        item({
          type: "local_shell_call",
          id: "ls_1",
          call_id: "c1",
          status: "completed",
          action: {
            type: "exec",
            command: ["echo", "local"],
            timeout_ms: null,
            working_directory: null,
            env: null,
            user: null,
          },
        }),
      ),
      answer(
        item({
          type: "local_shell_call",
          call_id: "c2",
          status: "completed",
          action: {
            type: "exec",
            command: ["bash", "-c", "pwd; exit 1"],
            timeout_ms: 2000,
            working_directory: "sub",
            env: { A: "b" },
            user: "root",
          },
        }),
      ),
    ],
    { files: { "sub/x": "" } },
  ),
  toolScenario("local-shell-names", [
    answer(
      item({
        type: "local_shell_call",
        status: "completed",
        action: { type: "exec", command: ["echo", "x"] },
      }),
    ),
    answer(calls("local_shell", { command: ["echo", "function"] }, "c2")),
  ]),
  scenario(
    "limit-shell",
    [answer(calls("shell_command", { command: 'printf "%01000d" 7', login: false })), closing()],
    { config: "tool_output_token_limit = 100", args: ["--disable", "unified_exec", "go"] },
  ),
  scenario(
    "shell-env",
    [
      answer(
        calls("shell_command", {
          command:
            'echo "$CODEX_CI|$TERM|$PAGER|$NO_COLOR|$(test -n "$CODEX_THREAD_ID" && echo set)|$CODEX_SANDBOX_NETWORK_DISABLED"',
          login: false,
        }),
      ),
      closing(),
    ],
    { args: ["--disable", "unified_exec", "go"] },
  ),
  toolScenario(
    "shell-killed",
    [answer(calls("shell", { command: ["bash", "-c", "echo before; kill -9 $$"] }, "c1"))],
    { model: "gpt-5" },
  ),
  toolScenario("shell-missing", [answer(calls("shell", { command: ["no-such-program-x"] }, "c1"))], {
    model: "gpt-5",
    ignore: ["aggregated_output", "/output$"],
  }),
  toolScenario("unknown-tools", [
    answer(
      calls("no_such_tool", { a: 1 }, "c1"),
      freeform("no_such_custom", "text", "c2"),
      calls("mcp__gone__x", {}, "c3"),
      calls("grep_files", { pattern: "x" }, "c4"),
      calls("read_file", { file_path: "/x" }, "c5"),
      calls("", {}, "c6"),
      calls("spawn_agent", { message: "x" }, "c7"),
    ),
  ]),
  toolScenario(
    "wrong-kinds",
    [
      answer(
        freeform("exec_command", "echo hi", "c1"),
        freeform("update_plan", "{}", "c2"),
        calls("apply_patch", { input: patchText("*** Add File: k.txt", "+k") }, "c3"),
        calls("apply_patch", { patch: "x" }, "c4"),
      ),
    ],
    { args: workspaceWrite },
  ),
  toolScenario(
    "no-shell-tool",
    [answer(running("echo hi", {}, "c1"), calls("shell", { command: ["echo"] }, "c2"))],
    { args: ["--disable", "shell_tool", "go"] },
  ),
];
