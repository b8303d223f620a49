/** Commands of `exec_command`: arguments, output, environment, limits, sandbox. */
import { answer, answerRunning, calls, closing, running, says } from "./model-events.ts";
import { fullAccess, type Scenario, scenario, toolScenario, unordered, workspaceWrite } from "./scenario.ts";

const environment = (name: string, policy: string): Scenario =>
  toolScenario(
    name,
    [
      answerRunning(
        'echo "[$SECRET_THING][$MY_TOKEN][$API_KEY][$PLAIN][$(test -n "$HOME" && echo h)][$USER][$LANG][$MOCK_KEY][$TERM][$CODEX_CI]"',
      ),
    ],
    {
      pathsInOutput: true,
      config: `[shell_environment_policy]\n${policy}`,
      env: { SECRET_THING: "s", MY_TOKEN: "t", API_KEY: "k", PLAIN: "p" },
    },
  );

/** The scenarios, by what they are about. */
export const scenarios: readonly Scenario[] = [
  toolScenario(
    "cmd-outputs",
    [
      answerRunning(
        "printf no-newline",
        "echo err >&2",
        "exit 137",
        "kill -9 $$",
        "no-such-program-x",
        "",
        "printf '\\377\\376abc\\000d'",
        "printf '\\033[31mred\\033[0m\\n'",
        "true",
        "printf 'a\\r\\nb\\rc\\n'",
        "printf 'h\\303\\251llo \\342\\202\\254'",
        'printf "\\303"',
      ),
    ],
    unordered,
  ),
  toolScenario(
    "cmd-long-line",
    [
      answerRunning(
        ['head -c 6000 /dev/zero | tr "\\0" x', { max_output_tokens: 50 }],
        ["seq 1 2000", { max_output_tokens: 20 }],
        ["echo hi", { max_output_tokens: 0 }],
        ["seq 1 5", { max_output_tokens: 1 }],
      ),
    ],
    // What ends within 150 ms is told shortened, what takes longer is told whole.
    { ...unordered, ignore: ["aggregated_output"] },
  ),
  toolScenario(
    "cmd-shells",
    [
      answer(
        calls("exec_command", { cmd: "echo $0" }, "c1"),
        running("echo $0", { shell: "/bin/sh" }, "c2"),
        running("echo $0", { shell: "bash" }, "c3"),
        running("echo ok", { shell: "zsh" }, "c4"),
        running("echo ok", { shell: "fish" }, "c5"),
        running("echo ok", { shell: "/bin/dash" }, "c6"),
        calls("exec_command", { cmd: "echo $0", login: true, shell: "sh" }, "c7"),
        running("echo ok", { shell: "/usr/bin/bash" }, "c8"),
        running("echo ok", { shell: "" }, "c9"),
        running("echo ok", { shell: "pwsh" }, "c10"),
      ),
    ],
    unordered,
  ),
  toolScenario(
    "cmd-tty",
    [
      answerRunning(
        ['tty >/dev/null && printf "a\\nb\\n"', { tty: true }],
        ["stty size; echo $TERM", { tty: true }],
        ['printf "\\033[1mx\\033[0m"; exit 4', { tty: true }],
      ),
    ],
    unordered,
  ),
  toolScenario(
    "cmd-bad-args",
    [
      answer(
        calls("exec_command", "{}", "c1"),
        calls("exec_command", "not json", "c2"),
        calls("exec_command", "", "c3"),
        calls("exec_command", { cmd: "echo a", extra: 1 }, "c4"),
        calls("exec_command", { cmd: ["echo"] }, "c5"),
        calls("exec_command", "[]", "c6"),
        calls("exec_command", "null", "c7"),
        calls("exec_command", { cmd: "echo b", yield_time_ms: -1 }, "c8"),
        calls("exec_command", { cmd: "echo c", yield_time_ms: 300.5 }, "c9"),
        calls("exec_command", { cmd: "echo d", tty: "yes" }, "c10"),
        calls("exec_command", { cmd: "echo e", workdir: null, shell: null, max_output_tokens: null }, "c11"),
        calls("exec_command", { cmd: "echo f", timeout_ms: 5 }, "c12"),
      ),
    ],
    unordered,
  ),
  toolScenario("cmd-null-args", [
    answer(calls("exec_command", { cmd: "echo a", login: null }, "c1")),
    answer(running("echo b", { tty: null }, "c2")),
    answer(running("echo c", { yield_time_ms: null }, "c3")),
    answer(running("echo d", { justification: null, prefix_rule: null }, "c4")),
    answer(calls("write_stdin", { session_id: 1, chars: null }, "c5")),
  ]),
  toolScenario(
    "cmd-escalate-forms",
    [
      answer(
        running("echo a", { sandbox_permissions: "use_default" }, "c1"),
        running("echo b", { sandbox_permissions: "nonsense" }, "c2"),
        running("echo c", { sandbox_permissions: "require_escalated" }, "c3"),
        running("echo d", { justification: "why" }, "c4"),
        running("echo e", { prefix_rule: ["echo"] }, "c5"),
        running("echo f", { sandbox_permissions: null }, "c6"),
      ),
    ],
    unordered,
  ),
  toolScenario(
    "cmd-escalate-full",
    [
      answer(
        running("echo a", { sandbox_permissions: "require_escalated", justification: "x" }, "c1"),
        running("echo b", {}, "c2"),
      ),
    ],
    { ...unordered, args: fullAccess },
  ),
  toolScenario("cmd-env", [
    answerRunning(
      'echo "$CODEX_CI|$TERM|$PAGER|$NO_COLOR|$LC_ALL|$COLORTERM|$GIT_PAGER|$GH_PAGER|$CODEX_SANDBOX_NETWORK_DISABLED|$(test -n "$CODEX_THREAD_ID" && echo set)"',
    ),
  ]),
  toolScenario(
    "cmd-stdin-closed",
    [answerRunning("cat; echo $?", "read x; echo $?", "[ -t 0 ] && echo tty || echo no")],
    unordered,
  ),
  toolScenario(
    "cmd-full-access",
    [answerRunning("echo x > ../outside.txt; cat ../outside.txt; echo [$CODEX_SANDBOX_NETWORK_DISABLED]")],
    { args: fullAccess },
  ),
  toolScenario(
    "cmd-dangerous",
    [
      answerRunning(
        "rm -rf build",
        "sudo rm -f x",
        "rm -f README.md && echo gone",
        "git reset --hard",
        "echo a; rm -rf b",
        "rm README.md",
      ),
    ],
    { ...unordered, args: workspaceWrite },
  ),
  toolScenario(
    "cmd-quoting",
    [
      answerRunning(
        "echo 'it'\"'\"'s'",
        'echo "a b"  c',
        "echo $((1+1)) `echo x`",
        'printf "%s\\n" "multi\nline"',
        "cat <<EOF\nheredoc\nEOF",
      ),
    ],
    unordered,
  ),
  scenario("call-then-message", [answer(running("echo 1"), says("meanwhile")), closing()]),
  scenario("limit-chars", [answerRunning('printf "%01000d" 7'), closing()], {
    config: "tool_output_token_limit = 100",
  }),
  {
    name: "limit-tokens",
    config: "tool_output_token_limit = 30",
    script: [answerRunning("seq 1 400"), closing()],
  },
  environment("env-core", 'inherit = "core"'),
  environment("env-default-excludes", "ignore_default_excludes = false"),
  scenario("env-many", [answerRunning("echo $HOME; echo $SHELL; echo $FOO"), closing()], {
    pathsInOutput: true,
    env: { FOO: "bar" },
    config: '[shell_environment_policy]\nexclude = ["FO*"]\nset = { SHELL = "/bin/zz" }',
  }),
  toolScenario(
    "cmd-sandbox-ro",
    [
      answerRunning(
        "exec 2>&1; touch a; echo $?",
        "exec 2>&1; echo x > /dev/null; echo $?",
        "mkdir sub",
        "touch a && echo made",
      ),
    ],
    { ...unordered, ignore: ["zzz"] },
  ),
  scenario("write-git", [answerRunning("exec 2>&1; echo x > .git/zz; echo $?"), closing()], {
    args: workspaceWrite,
  }),
  toolScenario("cmd-dangerous-full", [answerRunning("rm -rf build; echo $?", "rm -f README.md")], {
    ...unordered,
    args: fullAccess,
    files: { "build/x": "1" },
  }),
];
