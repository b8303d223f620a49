/** What the scripted model says: the words of an agent that reads, tests, patches and tests again. */
import { callTool, customCall, type ModelReply, message, reply, say } from "@codex-ts/test-support";
import { REPAIR } from "./repository.ts";

const run = (cmd: string, id: string) => callTool("exec_command", { cmd, login: false }, id);

/** One reply for each request, in order. */
export const script: readonly ModelReply[] = [
  reply(
    message("I will read the code and its test first."),
    run("cat src/moving-average.js", "read-code"),
    run("cat test/moving-average.test.js", "read-test"),
  ),
  reply(message("Now the test, to see what fails."), run("node --test", "test-before")),
  reply(
    message("The loop ends one run too early: the last window is never averaged. A one-line repair."),
    customCall("apply_patch", REPAIR, "repair"),
  ),
  reply(run("node --test", "test-after")),
  reply(
    say(
      "`movingAverage` left out the last window, because its loop stopped at `values.length - size`. " +
        "It now runs while a whole window fits. Both tests pass.",
    ),
  ),
];
