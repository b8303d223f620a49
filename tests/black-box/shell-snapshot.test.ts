import { readdir } from "node:fs/promises";
import path from "node:path";
import { callTool, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage } from "./stage.ts";

/** Tells which shell has read the file. */
const PROFILE = "export READ_BY=$$\nmine() { echo kept; }\n";
const AWAIT_SNAPSHOT = 'while [ ! -e "$CODEX_HOME/shell_snapshots/$CODEX_THREAD_ID.sh" ]; do :; done';
const SHOW = '[ "$READ_BY" = $$ ] && echo own || echo "not own"; [ -n "$READ_BY" ] && mine';

const UNKNOWN = "00000000-0000-4000-8000-000000000000.sh";

const command = (cmd: string, id: string) => reply(callTool("exec_command", { cmd }, id));

test("start-up files are read once for a session, and the snapshot goes with it", async () => {
  await using stage = await openStage({
    home: { files: { "../.bash_profile": PROFILE, "shell_snapshots/left-over.sh": "" } },
    replies: [command(AWAIT_SNAPSHOT, "call-1"), command(SHOW, "call-2"), reply(say("done"))],
  });
  const result = await stage.codex("exec", "--json", "go");
  expect(result.code).toBe(0);
  expect(stage.model.request(2).toolOutput("call-2")).toContain("not own\nkept");
  expect(JSON.stringify(result.events)).not.toContain("shell_snapshots/0");
  expect(await readdir(path.join(stage.home.codexHome, "shell_snapshots"))).toEqual([]);
  await stage.settle();
});

test("without the feature every command reads them", async () => {
  await using stage = await openStage({
    home: { files: { "../.bash_profile": PROFILE } },
    replies: [command(SHOW, "call-1"), command(SHOW, "call-2"), reply(say("done"))],
  });
  expect((await stage.codex("exec", "--disable", "shell_snapshot", "go")).code).toBe(0);
  for (const [request, id] of [
    [1, "call-1"],
    [2, "call-2"],
  ] as const) {
    expect(stage.model.request(request).toolOutput(id)).toContain("own\nkept");
    expect(stage.model.request(request).toolOutput(id)).not.toContain("not own");
  }
  await expect(readdir(path.join(stage.home.codexHome, "shell_snapshots"))).rejects.toThrow("ENOENT");
  await stage.settle();
});

test("snapshots of threads that are unknown, or that nobody has used for three days, are removed", async () => {
  const gone = (name: string) => `until [ ! -e "$CODEX_HOME/shell_snapshots/${name}" ]; do sleep 0.02; done`;
  await using stage = await openStage({
    replies: (index) =>
      index === 2 ? command([UNKNOWN, old, "noextension"].map(gone).join("; "), "c1") : reply(say("hi")),
  });
  const threadOf = async () => String((await stage.codex("exec", "--json", "go")).events[0]?.["thread_id"]);
  const fresh = `${await threadOf()}.sh`;
  const left = await threadOf();
  const old = `${left}.sh`;
  await stage.shell(`touch -d '4 days ago' "$(find "$CODEX_HOME/sessions" -name '*${left}.jsonl')"`);
  const planted = [UNKNOWN, old, fresh, "noextension"].map((name) => [`shell_snapshots/${name}`, ""]);
  await stage.home.write(Object.fromEntries(planted));
  expect((await stage.codex("exec", "go")).code).toBe(0);
  expect(stage.model.request(3).toolOutput("c1")).toContain("code 0");
  expect(await readdir(path.join(stage.home.codexHome, "shell_snapshots"))).toEqual([fresh]);
  await stage.settle();
});
