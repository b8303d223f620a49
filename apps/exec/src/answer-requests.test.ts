import { expect, test } from "@jest/globals";
import { answerRequests } from "./answer-requests.ts";

const place = { threadId: "t", turnId: "0", itemId: "c" };
const never = new AbortController().signal;

test("a command is refused, with what it was, why, and how to allow it", async () => {
  const told: string[] = [];
  const answers = answerRequests((text) => told.push(text));
  const answer = await answers["item/commandExecution/requestApproval"]?.(
    {
      ...place,
      command: "touch x",
      cwd: "/repo",
      reason: "needs the network",
      commandActions: [],
      proposedExecpolicyAmendment: ["touch"],
    },
    never,
  );
  expect(answer).toEqual({ decision: "decline" });
  expect(told.join("\n")).toMatchInlineSnapshot(`
"Refused: touch x
  This command needs approval, and \`codex exec\` has nobody to ask.
  Why it asked: needs the network
  To allow it, choose one:
    -c approval_policy=never      no questions; commands stay in the sandbox
    -s workspace-write            commands may also write in the workspace
    -s danger-full-access         no sandbox
    a line in $CODEX_HOME/rules/default.rules, which also takes it out of the sandbox:
      prefix_rule(pattern=["touch"], decision="allow")"
`);
});

test("a patch is refused in the same way", async () => {
  const told: string[] = [];
  const answers = answerRequests((text) => told.push(text));
  const answer = await answers["item/fileChange/requestApproval"]?.(
    { ...place, reason: null, grantRoot: null },
    never,
  );
  expect(answer).toEqual({ decision: "decline" });
  expect(told.join("\n")).toContain("-s workspace-write");
});
