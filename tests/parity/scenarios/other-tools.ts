/** Plans, images, questions, searches, skills and rules. */
import {
  announced,
  answer,
  answerRunning,
  begin,
  calls,
  closing,
  end,
  item,
  type ModelEvent,
  running,
  says,
} from "./model-events.ts";
import { jpeg } from "./pictures.ts";
import { type Scenario, scenario, toolScenario, workspaceWrite } from "./scenario.ts";

const question = (more: ModelEvent): ModelEvent => ({ id: "q1", header: "H", question: "Q?", ...more });
const skill = (name: string, description: string): string =>
  `---\nname: ${name}\ndescription: ${description}\n---\n\nBody of ${name}.\n`;

/** The scenarios, by what they are about. */
export const scenarios: readonly Scenario[] = [
  toolScenario("plan-forms", [
    answer(
      calls("update_plan", { plan: [] }, "c1"),
      calls("update_plan", { plan: [{ step: "a", status: "done" }] }, "c2"),
      calls("update_plan", { explanation: "x" }, "c3"),
      calls("update_plan", { plan: [{ step: "a" }] }, "c4"),
      calls("update_plan", { plan: [{ step: "a", status: "pending", note: 1 }] }, "c5"),
      calls(
        "update_plan",
        {
          plan: [
            { step: "a", status: "in_progress" },
            { step: "b", status: "in_progress" },
          ],
        },
        "c6",
      ),
      calls("update_plan", "nope", "c7"),
      calls("update_plan", { plan: [{ step: "a", status: "completed" }], extra: true }, "c8"),
    ),
  ]),
  toolScenario("plan-then-fail", [
    answer(calls("update_plan", { plan: [{ step: "a", status: "pending" }] })),
    { status: 400, body: { error: { message: "no" } } },
  ]),
  toolScenario("image-jpeg", [answer(calls("view_image", { path: "p.jpg" }, "c1"))], {
    files: { "p.jpg": jpeg },
  }),
  toolScenario("image-not-image", [
    answer(calls("view_image", { path: "README.md" }, "c1")),
    answer(calls("view_image", { path: "@CWD@/nope" }, "c2")),
  ]),
  toolScenario("ask-user", [
    answer(
      calls(
        "request_user_input",
        { questions: [question({ options: [{ label: "A", description: "a" }] })] },
        "c1",
      ),
      calls("request_user_input", { questions: [question({})] }, "c2"),
      calls("request_user_input", { questions: [] }, "c3"),
      calls("request_user_input", {}, "c4"),
    ),
  ]),
  toolScenario("web-then-tool", [
    answer(
      item({
        type: "web_search_call",
        id: "w1",
        status: "completed",
        action: { type: "search", query: "foo" },
      }),
      running("echo hi"),
    ),
  ]),
  toolScenario("web-actions", [
    answer(
      ...[
        { type: "open_page", url: "https://a.invalid/b" },
        { type: "open_page" },
        { type: "find_in_page", url: "https://a.invalid/b", pattern: "x" },
        { type: "find_in_page", pattern: "x" },
        { type: "search", queries: ["a", "b"] },
        { type: "search" },
        { type: "later", more: 1 },
      ].map((action, index) =>
        item({ type: "web_search_call", id: `w${index}`, status: "completed", action }),
      ),
      running("echo hi"),
    ),
  ]),
  toolScenario("web-no-added-only", [
    [begin(), announced({ type: "web_search_call", id: "w1", status: "in_progress" }), says("x"), end()],
  ]),
  {
    name: "skill-two-mentions",
    home: { "skills/one/SKILL.md": skill("one", "first"), "skills/two/SKILL.md": skill("two", "second") },
    args: ["$two and $one and $gone"],
    script: [closing()],
  },
  {
    name: "skill-repo",
    files: {
      ".codex/skills/r/SKILL.md": skill("r", "repo"),
      ".agents/skills/q/SKILL.md": skill("q", "agents"),
    },
    args: ["$r $q"],
    script: [closing()],
  },
  {
    name: "skill-disabled",
    config: '[[skills.config]]\npath = "@HOME@/skills/one"\nenabled = false',
    home: { "skills/one/SKILL.md": skill("one", "first") },
    args: ["$one"],
    script: [closing()],
  },
  {
    name: "skill-punct",
    home: { "skills/one/SKILL.md": skill("one", "first") },
    args: ["($one), $oneX $one-two"],
    script: [closing()],
  },
  scenario("skill-subdir", [closing()], {
    files: {
      "sub/.agents/skills/q/SKILL.md": skill("q", "sub"),
      ".agents/skills/r/SKILL.md": skill("r", "root"),
    },
    args: ["-C", "sub", "$q $r"],
  }),
  {
    name: "rules-prompt",
    home: { "rules/default.rules": 'prefix_rule(pattern=["touch"], decision="prompt")\n' },
    args: workspaceWrite,
    script: [answerRunning("touch f"), closing()],
  },
  { name: "rules-bad", home: { "rules/default.rules": "prefix_rule(\n" }, args: ["go"], script: [closing()] },
  {
    name: "rules-forbid-plain",
    home: { "rules/a.rules": 'prefix_rule(pattern=["git", ["push", "fetch"]], decision="forbidden")\n' },
    args: workspaceWrite,
    script: [answerRunning("git push origin", "git status --short"), closing()],
    sortEvents: true,
  },
];
