/** Commands that outlive their call, and `write_stdin`. */
import { answer, answerRunning, calls, closing, running, sessionOf } from "./model-events.ts";
import { type Scenario, scenario, toolScenario } from "./scenario.ts";

/** The scenarios, by what they are about. */
export const scenarios: readonly Scenario[] = [
  {
    name: "stdin-unknown",
    script: [
      answer(
        calls("write_stdin", { session_id: 4242, chars: "x" }, "c1"),
        calls("write_stdin", { chars: "x" }, "c2"),
        calls("write_stdin", { session_id: "5" }, "c3"),
        calls("write_stdin", { session_id: 1.5 }, "c4"),
        calls("write_stdin", { session_id: -1 }, "c5"),
      ),
      closing(),
    ],
  },
  {
    name: "stdin-ctrl-c",
    script: (n, body) =>
      n === 0
        ? answer(
            running('trap "echo caught; exit 3" INT; echo ready; while :; do sleep 0.1; done', {
              tty: true,
              yield_time_ms: 500,
            }),
          )
        : n === 1
          ? answer(
              calls(
                "write_stdin",
                { session_id: sessionOf(body), chars: "\u0003", yield_time_ms: 1500 },
                "c2",
              ),
            )
          : closing(),
  },
  {
    name: "stdin-after-exit",
    script: (n, body) =>
      n === 0
        ? answer(running("read x; echo got $x; exit 3", { tty: true, yield_time_ms: 250 }))
        : n < 3
          ? answer(
              calls(
                "write_stdin",
                { session_id: sessionOf(body), chars: "hi\n", yield_time_ms: 1500 },
                `c${n + 1}`,
              ),
            )
          : closing(),
  },
  toolScenario("cmd-left-running", [answerRunning(["echo started; sleep 60", { yield_time_ms: 300 }])]),
  scenario("background-child", [answerRunning("sleep 30 & echo started"), closing()]),
];
