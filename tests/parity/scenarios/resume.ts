/** Threads that go on, and compaction. */
import { answer, begin, closing, end, type ModelEvent, running, says } from "./model-events.ts";
import { png } from "./pictures.ts";
import { answeredRuns, commandLine, type Scenario, threadRuns } from "./scenario.ts";

const callThenAnswers = { script: [answer(running("echo hi")), closing("one"), closing("two")] };
/** A call in a response that counts more tokens than the limit of `compactsSoon`. */
const bigTool = (): readonly ModelEvent[] => [
  begin(),
  running("echo hi"),
  end({ input_tokens: 5000, total_tokens: 5010 }),
];
const compactsSoon = {
  config: "model_auto_compact_token_limit = 50",
  // An estimate of the prompt's size, which is not ours to copy.
  ignore: ["last_token_usage/total_tokens"],
};

/** The scenarios, by what they are about. */
export const scenarios: readonly Scenario[] = [
  answeredRuns("resume-id", [["first"], ["resume", "@LAST_ID@", "second"]]),
  answeredRuns("resume-model", [["a"], ["resume", "--last", "-m", "gpt-5.2", "b"]]),
  answeredRuns("resume-model-personality", [
    ["-m", "gpt-5.2-codex", "a"],
    ["-c", "personality=friendly", "-m", "gpt-5.2-codex", "resume", "--last", "b"],
  ]),
  commandLine("instr-personality-model", ["-m", "gpt-5.2-codex", "go"], {
    config: 'model_instructions_file = "instr.md"\npersonality = "friendly"',
    home: { "instr.md": "mine" },
  }),
  answeredRuns("resume-sandbox", [["a"], ["-s", "workspace-write", "resume", "--last", "b"]]),
  answeredRuns(
    "resume-cwd",
    [["a"], ["-C", "sub", "resume", "--last", "b"], ["-C", "sub", "resume", "--last", "--all", "c"]],
    { files: { "sub/x": "" } },
  ),
  answeredRuns("resume-image", [["a"], ["resume", "--last", "b", "-i", "p.png"]], {
    files: { "p.png": png },
  }),
  answeredRuns("resume-ephemeral", [
    ["--ephemeral", "a"],
    ["resume", "--last", "b"],
  ]),
  answeredRuns("resume-kept-nothing", [
    ["a"],
    ["--ephemeral", "resume", "--last", "b"],
    ["resume", "--last", "c"],
  ]),
  { ...answeredRuns("resume-after-tool", [["a"], ["resume", "--last", "b"]]), ...callThenAnswers },
  {
    ...answeredRuns("resume-after-fail", [["a"], ["resume", "--last", "b"]]),
    script: [{ status: 400, body: "x" }, closing()],
  },
  {
    ...answeredRuns("resume-after-cut", [["a"], ["resume", "--last", "b"]]),
    script: [[begin(), running("echo a")], closing()],
  },
  {
    name: "compact-cut",
    ...compactsSoon,
    provider: { stream_max_retries: 1 },
    script: [bigTool(), [begin(), says("par")], closing("summary"), closing("end")],
  },
  {
    name: "compact-image",
    ...compactsSoon,
    files: { "p.png": png },
    args: ["see", "-i", "p.png"],
    script: [bigTool(), closing("summary"), closing("end")],
  },
  {
    ...compactsSoon,
    ...threadRuns(
      "compact-twice-resume",
      [["a"], ["resume", "--last", "b"]],
      [
        bigTool(),
        closing("one"),
        bigTool(),
        closing("two"),
        closing("end"),
        closing("three"),
        closing("more"),
      ],
    ),
  },
  { name: "compact-fails-400", ...compactsSoon, script: [bigTool(), { status: 400, body: "no" }] },
  {
    name: "compact-context",
    ...compactsSoon,
    script: [
      bigTool(),
      [
        begin(),
        { type: "response.failed", response: { error: { code: "context_length_exceeded", message: "x" } } },
      ],
      closing("sum"),
      closing("end"),
    ],
  },
  answeredRuns("resume-gone-id", [["resume", "00000000-0000-4000-8000-000000000000", "x"]]),
];
