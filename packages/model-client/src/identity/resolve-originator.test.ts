import { expect, test } from "@jest/globals";
import { resolveOriginator } from "./resolve-originator.ts";

const OVERRIDE = "CODEX_INTERNAL_ORIGINATOR_OVERRIDE";

test.each([
  [{}, undefined, "codex_cli_rs"],
  [{}, "codex_exec", "codex_exec"],
  [{ [OVERRIDE]: "mine" }, "codex_exec", "mine"],
  [{ [OVERRIDE]: "" }, "codex_exec", "codex_exec"],
  [{ [OVERRIDE]: "a\nb" }, "codex_exec", "codex_cli_rs"],
])("with %j and the front end %s it is %s", (env, frontEnd, originator) => {
  expect(resolveOriginator(env, frontEnd)).toBe(originator);
});
