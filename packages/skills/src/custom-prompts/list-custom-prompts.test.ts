import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { listCustomPrompts } from "./list-custom-prompts.ts";

const { signal } = new AbortController();

test("Markdown files and links to them, by name; nothing that is not text or lies deeper", async () => {
  await using folder = await temporaryFolder();
  await folder.write({
    "elsewhere/note.txt": "linked\n",
    "prompts/b.MD": "---\ndescription: About b\nargument-hint: FILE=\n---\nRead $FILE\n",
    "prompts/a.md": "plain\n",
    "prompts/readme.txt": "no prompt\n",
    "prompts/deeper/c.md": "too deep\n",
  });
  const at = (name: string) => path.join(folder.path, "prompts", name);
  await symlink(path.join(folder.path, "elsewhere/note.txt"), at("l.md"));
  await symlink("/nowhere", at("broken.md"));
  await mkdir(at("folder.md"));
  await writeFile(at("binary.md"), Buffer.from([0xff, 0xfe]));
  expect(await listCustomPrompts(folder.path, signal)).toEqual([
    { name: "a", path: at("a.md"), content: "plain\n" },
    {
      name: "b",
      path: at("b.MD"),
      content: "Read $FILE\n",
      description: "About b",
      argument_hint: "FILE=",
    },
    { name: "l", path: at("l.md"), content: "linked\n" },
  ]);
});

test("a home without prompts has none, and an abort ends the search", async () => {
  await using folder = await temporaryFolder();
  expect(await listCustomPrompts(folder.path, signal)).toEqual([]);
  await expect(listCustomPrompts(folder.path, AbortSignal.abort(new Error("stop")))).rejects.toThrow("stop");
});
