import { expect, test } from "@jest/globals";
import { formatRefusedCall } from "./format-refusal.ts";

test("a command that the sandbox stopped is told with what it wrote", () => {
  const refused = {
    cause: "sandbox",
    action: "touch /x",
    detail: "touch: /x:\nRead-only",
    prefix: undefined,
  } as const;
  expect(formatRefusedCall(refused)).toMatchInlineSnapshot(`
"Refused: touch /x
  The sandbox stopped this command.
  Why: touch: /x:
  Read-only
  To allow it, choose one:
    -s workspace-write            commands may also write in the workspace
    --add-dir DIR                 and in a further directory
    -c sandbox_workspace_write.network_access=true   with the first: the network too
    -s danger-full-access         no sandbox"
`);
});

test("a dangerous command is told with the rule that would allow it", () => {
  const refused = {
    cause: "dangerous",
    action: "rm -rf x",
    detail: undefined,
    prefix: ["rm", "-rf", "x"],
  } as const;
  expect(formatRefusedCall(refused)).toMatchInlineSnapshot(`
"Refused: rm -rf x
  This command may do harm that cannot be undone, and \`codex exec\` has nobody to ask.
  To allow it, choose one:
    run it yourself
    a line in $CODEX_HOME/rules/default.rules, which also takes it out of the sandbox:
      prefix_rule(pattern=["rm","-rf","x"], decision="allow")"
`);
});
