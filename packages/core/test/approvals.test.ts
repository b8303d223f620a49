/** Who is asked before a command runs, and what becomes of the answers. */

import type { ApprovalPolicy, EventOf, ReviewDecision, SandboxPolicy } from "@codex-ts/protocol";
import { callTool, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import type { CommandRules } from "../src/index.ts";
import { kinds, ofKind } from "./event-log.ts";
import { noRules } from "./test-services.ts";
import {
  FULL_ACCESS,
  type TestThread,
  type TestThreadOptions,
  testThread,
  WORKSPACE,
} from "./test-thread.ts";

type Asked = EventOf<"exec_approval_request">;

/** Runs one turn, answers every question, and gives the questions. */
async function turnWith(rig: TestThread, decide: (ask: Asked) => ReviewDecision) {
  const turn = rig.start("go");
  const asked: Asked[] = [];
  let isOver = false;
  const answer = async () => {
    for (let from = 0; ; ) {
      const event = await rig.log.find(
        ({ msg }) => ["exec_approval_request", "task_complete", "turn_aborted"].includes(msg.type),
        from,
      );
      from = rig.log.events.indexOf(event) + 1;
      if (event.msg.type !== "exec_approval_request" || isOver) return;
      asked.push(event.msg);
      rig.thread.submit({ type: "exec_approval", id: event.msg.call_id, decision: decide(event.msg) });
    }
  };
  const answering = answer();
  const events = await rig.finished(turn);
  isOver = true;
  await answering;
  return { events, asked };
}

function policies(approvalPolicy: ApprovalPolicy, sandboxPolicy: SandboxPolicy): TestThreadOptions {
  return { files: { "a.txt": "text\n" }, settings: { approvalPolicy, sandboxPolicy } };
}

const READ_ONLY: SandboxPolicy = { type: "read-only" };
const run = (cmd: string, more: Readonly<Record<string, unknown>> = {}) =>
  reply(callTool("exec_command", { cmd, login: false, ...more }, "c1"));

/** The matrix of the facts: A runs, P is asked for, F is refused. */
const MATRIX: readonly (readonly [ApprovalPolicy, SandboxPolicy, string, "A" | "P" | "F"])[] = [
  ["untrusted", READ_ONLY, "cat a.txt", "A"],
  ["untrusted", READ_ONLY, "test -e a.txt", "P"],
  ["untrusted", FULL_ACCESS, "test -e a.txt", "P"],
  ["untrusted", READ_ONLY, "rm -f nothing", "P"],
  ["on-failure", READ_ONLY, "cat a.txt", "A"],
  ["on-failure", READ_ONLY, "test -e a.txt", "A"],
  ["on-failure", WORKSPACE, "rm -f nothing", "P"],
  ["on-request", READ_ONLY, "test -e a.txt", "A"],
  ["on-request", FULL_ACCESS, "test -e a.txt", "A"],
  ["on-request", WORKSPACE, "rm -f nothing", "P"],
  ["on-request", FULL_ACCESS, "rm -f nothing > /dev/null", "P"],
  ["never", READ_ONLY, "test -e a.txt", "A"],
  ["never", FULL_ACCESS, "rm -f nothing", "F"],
  ["never", FULL_ACCESS, "rm -f nothing > /dev/null", "F"],
];

test.each(MATRIX)("%s, %j: `%s` is %s", async (approval, sandbox, cmd, expected) => {
  await using rig = await testThread([run(cmd), reply(say("done"))], policies(approval, sandbox));
  const { asked, events } = await turnWith(rig, () => "approved");
  const output = rig.model.request(1).toolOutput("c1");
  expect(asked).toHaveLength(expected === "P" ? 1 : 0);
  if (expected === "F") expect(output).toMatch(/^exec_command failed: .*rejected: blocked by policy$/);
  else expect(output).toContain("Process exited with code 0");
  expect(kinds(events).includes("exec_command_begin")).toBe(expected !== "F");
});

test("a question names command, folder, and a rule that would spare it", async () => {
  await using rig = await testThread(
    [run("ls && npm install left-pad", { justification: "it is needed" }), reply(say("done"))],
    policies("untrusted", READ_ONLY),
  );
  const { asked, events } = await turnWith(rig, () => "denied");
  expect(asked).toEqual([
    {
      type: "exec_approval_request",
      call_id: "c1",
      turn_id: "0",
      command: ["/bin/bash", "-c", "ls && npm install left-pad"],
      cwd: rig.repo.path,
      reason: "it is needed",
      proposed_execpolicy_amendment: ["npm", "install", "left-pad"],
      parsed_cmd: expect.any(Array),
    },
  ]);
  expect(rig.model.request(1).toolOutput("c1")).toMatch(/^exec_command failed: .*rejected by user/);
  expect(kinds(events)).not.toContain("exec_command_begin");
});

test("a rule that would allow anything is never offered", async () => {
  await using rig = await testThread(
    [run("python3 -c 'print(1)'", { prefix_rule: ["python3", "-c"] }), reply(say("done"))],
    policies("untrusted", READ_ONLY),
  );
  const { asked } = await turnWith(rig, () => "denied");
  expect(asked[0]).not.toHaveProperty("proposed_execpolicy_amendment");
});

test("an approval for the session covers the same command in the same folder, and no other", async () => {
  await using rig = await testThread(
    [
      reply(callTool("exec_command", { cmd: "touch x", login: false }, "c1")),
      reply(callTool("exec_command", { cmd: "touch x", login: false }, "c2")),
      reply(callTool("exec_command", { cmd: "touch y", login: false }, "c3")),
      reply(callTool("exec_command", { cmd: "touch x", login: false, workdir: ".git" }, "c4")),
      reply(say("done")),
    ],
    policies("untrusted", FULL_ACCESS),
  );
  const { asked } = await turnWith(rig, (ask) => (ask.call_id === "c1" ? "approved_for_session" : "denied"));
  expect(asked.map((ask) => ask.call_id)).toEqual(["c1", "c3", "c4"]);
  expect(rig.model.request(2).toolOutput("c2")).toContain("exited with code 0");
});

test("answers to questions that nobody asked change nothing", async () => {
  await using rig = await testThread(
    [
      run("touch x"),
      reply(callTool("exec_command", { cmd: "touch y", login: false }, "c2")),
      reply(say("done")),
    ],
    policies("untrusted", FULL_ACCESS),
  );
  const turn = rig.start("go");
  await rig.log.next("exec_approval_request");
  rig.thread.submit({ type: "exec_approval", id: "c2", decision: "approved" });
  rig.thread.submit({ type: "exec_approval", id: "gone", decision: "abort" });
  rig.thread.submit({ type: "exec_approval", id: "c1", decision: "approved" });
  rig.thread.submit({ type: "exec_approval", id: "c1", decision: "abort" });
  await rig.log.find(({ msg }) => msg.type === "exec_approval_request" && msg.call_id === "c2");
  rig.thread.submit({ type: "exec_approval", id: "c2", decision: "denied" });
  const events = await rig.finished(turn);
  expect(events.at(-1)).toEqual({ type: "task_complete", last_agent_message: "done" });
  expect(await rig.repo.read("x")).toBe("");
  await expect(rig.repo.read("y")).rejects.toThrow();
});

test("a single approval is not remembered", async () => {
  await using rig = await testThread(
    [
      run("touch x"),
      reply(callTool("exec_command", { cmd: "touch x", login: false }, "c2")),
      reply(say("done")),
    ],
    policies("untrusted", FULL_ACCESS),
  );
  const { asked } = await turnWith(rig, () => "approved");
  expect(asked.map((ask) => ask.call_id)).toEqual(["c1", "c2"]);
});

test("the older shell tools announce before they ask, and end also when refused", async () => {
  await using rig = await testThread(
    [reply(callTool("shell", { command: ["touch", "x"] }, "c1")), reply(say("done"))],
    policies("untrusted", READ_ONLY),
  );
  const { events } = await turnWith(rig, () => "denied");
  expect(kinds(events).filter((kind) => kind.startsWith("exec_"))).toEqual([
    "exec_command_begin",
    "exec_approval_request",
    "exec_command_end",
  ]);
  expect(ofKind(events, "exec_command_end")).toMatchObject([
    { exit_code: -1, stderr: "exec command rejected by user" },
  ]);
});

test("a command may leave the sandbox when the user lets it", async () => {
  await using rig = await testThread(
    [
      run("touch made", { sandbox_permissions: "require_escalated", justification: "must write" }),
      reply(callTool("exec_command", { cmd: "touch other", login: false }, "c2")),
      reply(say("done")),
    ],
    policies("on-request", READ_ONLY),
  );
  const { asked } = await turnWith(rig, () => "approved");
  expect(asked.map((ask) => ask.reason)).toEqual(["must write"]);
  expect(await rig.repo.read("made")).toBe("");
  await expect(rig.repo.read("other")).rejects.toThrow();
  expect(rig.model.request(2).toolOutput("c2")).toMatch(/Read-only|Permission denied/i);
});

test.each(["never", "on-failure", "untrusted"] as const)(
  "under `%s` nothing may ask to leave it",
  async (approval) => {
    const patch = "*** Begin Patch\n*** Add File: made\n+x\n*** End Patch";
    await using rig = await testThread(
      [
        run("touch made", { sandbox_permissions: "require_escalated" }),
        reply(
          callTool(
            "shell",
            { command: ["apply_patch", patch], sandbox_permissions: "require_escalated" },
            "c2",
          ),
        ),
        reply(say("done")),
      ],
      policies(approval, WORKSPACE),
    );
    const { asked, events } = await turnWith(rig, () => "approved");
    expect(asked).toEqual([]);
    expect(rig.model.request(1).toolOutput("c1")).toContain(`"${approval}"`);
    expect(rig.model.request(2).toolOutput("c2")).toContain(`"${approval}"`);
    expect(kinds(events)).not.toContain("exec_command_begin");
    await expect(rig.repo.read("made")).rejects.toThrow();
  },
);

test("what the sandbox stops is tried again without it after a yes, as one command to those who watch", async () => {
  await using rig = await testThread(
    [run("echo try && touch made && echo made it"), reply(say("done"))],
    policies("on-failure", READ_ONLY),
  );
  const { asked, events } = await turnWith(rig, () => "approved");
  expect(asked.map((ask) => ask.reason)).toEqual(["command failed; retry without sandbox?"]);
  // What is known to be safe needs no rule.
  expect(asked.map((ask) => ask.proposed_execpolicy_amendment)).toEqual([["touch", "made"]]);
  expect(rig.model.request(1).toolOutput("c1")).toContain("made it");
  expect(await rig.repo.read("made")).toBe("");
  expect(ofKind(events, "exec_command_begin")).toHaveLength(1);
  expect(ofKind(events, "exec_command_end")).toMatchObject([{ exit_code: 0 }]);
});

test("and is not after a no", async () => {
  await using rig = await testThread(
    [run("touch made"), reply(callTool("shell", { command: ["touch", "made"] }, "c2")), reply(say("done"))],
    policies("on-failure", READ_ONLY),
  );
  const { asked, events } = await turnWith(rig, () => "denied");
  expect(asked.map((ask) => ask.call_id)).toEqual(["c1", "c2"]);
  expect(rig.model.request(1).toolOutput("c1")).toMatch(/rejected by user/);
  expect(rig.model.request(2).toolOutput("c2")).toBe("exec command rejected by user");
  expect(ofKind(events, "exec_command_end").length).toBe(ofKind(events, "exec_command_begin").length);
  await expect(rig.repo.read("made")).rejects.toThrow();
});

/** Rules that a test writes down, and those that the user accepts. */
function testRules(verdict: ReturnType<CommandRules["judge"]>, accept: CommandRules["allow"]): CommandRules {
  return { ...noRules, judge: () => verdict, allow: accept };
}

test("under `untrusted` the yes that came first covers the attempt without the sandbox, too", async () => {
  await using rig = await testThread(
    [run("touch made && echo made it"), reply(say("done"))],
    policies("untrusted", READ_ONLY),
  );
  const { asked } = await turnWith(rig, () => "approved");
  expect(asked).toHaveLength(1);
  expect(await rig.repo.read("made")).toBe("");
});

test("an accepted rule is saved, and the model is told", async () => {
  const saved: (readonly string[])[] = [];
  await using rig = await testThread([run("npm test"), reply(say("done"))], {
    ...policies("untrusted", FULL_ACCESS),
    rules: testRules(undefined, async (prefix) => {
      saved.push(prefix);
    }),
  });
  await turnWith(rig, () => ({
    approved_execpolicy_amendment: { proposed_execpolicy_amendment: ["npm", "test"] },
  }));
  expect(saved).toEqual([["npm", "test"]]);
  expect(rig.model.request(1).texts("developer").at(-1)).toContain('\n- ["npm", "test"]');
  expect(rig.model.request(1).toolOutput("c1")).not.toContain("rejected");
});

test("a rule that cannot be saved is a warning, and its approval holds", async () => {
  await using rig = await testThread([run("touch made"), reply(say("done"))], {
    ...policies("untrusted", FULL_ACCESS),
    rules: testRules(undefined, () => Promise.reject(new Error("disk full"))),
  });
  const { events } = await turnWith(rig, () => ({
    approved_execpolicy_amendment: { proposed_execpolicy_amendment: ["touch"] },
  }));
  expect(ofKind(events, "warning").map((warning) => warning.message)).toEqual([
    expect.stringContaining("disk full"),
  ]);
  expect(await rig.repo.read("made")).toBe("");
});

test("rules come before everything else", async () => {
  const forbidden = { decision: "forbidden", prefix: ["ls"], justification: "no listing" } as const;
  await using rig = await testThread([run("ls"), reply(say("done"))], {
    ...policies("on-request", FULL_ACCESS),
    rules: testRules(forbidden, noRules.allow),
  });
  const { asked } = await turnWith(rig, () => "approved");
  expect(asked).toEqual([]);
  expect(rig.model.request(1).toolOutput("c1")).toContain("rejected: no listing");
});

test("rules that cannot be read are named as what refuses a command, not a rule", async () => {
  const judged = { decision: "prompt", prefix: [], justification: "a rules file cannot be read" } as const;
  await using rig = await testThread([run("ls"), reply(say("ok"))], {
    settings: { approvalPolicy: "never", sandboxPolicy: READ_ONLY },
    rules: testRules(judged, noRules.allow),
  });
  await turnWith(rig, () => "approved");
  expect(rig.model.request(1).toolOutput("c1")).toContain(
    'rejected: a rules file cannot be read, and the approval policy is "never"',
  );
});

test("a rule that asks does so for safe commands too, and refuses under `never`", async () => {
  const prompt = { decision: "prompt", prefix: ["ls"], justification: "look first" } as const;
  const later = reply(callTool("exec_command", { cmd: "ls", login: false }, "c2"));
  await using rig = await testThread([run("ls"), later, reply(say("done"))], {
    ...policies("on-request", READ_ONLY),
    rules: testRules(prompt, noRules.allow),
  });
  const turn = rig.start("go");
  const ask = await rig.log.next("exec_approval_request");
  expect(ask.reason).toMatch(/requires approval: look first$/);
  rig.override({ approval_policy: "never" });
  rig.thread.submit({ type: "exec_approval", id: "c1", decision: "abort" });
  await rig.finished(turn);
  await rig.turn("again");
  expect(rig.model.request(2).toolOutput("c2")).toContain('the approval policy is "never"');
});

test("an allowed command runs without a sandbox", async () => {
  const allow = { decision: "allow", prefix: ["touch"], justification: undefined } as const;
  await using rig = await testThread([run("touch made"), reply(say("done"))], {
    ...policies("untrusted", READ_ONLY),
    rules: testRules(allow, noRules.allow),
  });
  const { asked } = await turnWith(rig, () => "denied");
  expect(asked).toEqual([]);
  expect(await rig.repo.read("made")).toBe("");
});

test("the time that the user takes to answer is not the command's", async () => {
  let now = Date.now();
  await using rig = await testThread([run("test -e a.txt"), run("test -e a.txt"), reply(say("done"))], {
    ...policies("untrusted", FULL_ACCESS),
    now: () => now,
  });
  const { events } = await turnWith(rig, () => {
    now += 60_000;
    return "approved";
  });
  expect(ofKind(events, "exec_command_end").map((end) => end.duration.secs)).toEqual([0, 0]);
});
